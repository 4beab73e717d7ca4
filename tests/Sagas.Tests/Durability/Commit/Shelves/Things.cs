namespace Sagas.Tests.Durability.Commit.Shelves;

#pragma warning disable SA1402, MA0048 // One look shows all kinds.

/// <summary>A plain row.</summary>
internal class Book
{
    public Guid BookId { get; set; }

    public required string Isbn { get; set; }

    public string? Title { get; set; }

    public int Version { get; set; }
}

/// <summary>A plain row, whose token nobody sets at first.</summary>
internal class Label
{
    public Guid LabelId { get; set; }

    public required string Text { get; set; }

    public string? Token { get; set; }
}

/// <summary>The database makes its key.</summary>
internal class Numbered
{
    public int NumberedId { get; set; }
}

/// <summary>Has a value that no property holds.</summary>
internal class Shadowed
{
    public Guid ShadowedId { get; set; }
}

/// <summary>Has a value of several columns.</summary>
internal class Boxed
{
    public Guid BoxedId { get; set; }

    public BoxSize Size { get; set; } = new(1, 2);
}

/// <summary>The value.</summary>
internal record BoxSize(int Width, int Height);

/// <summary>Must be saved before its boards.</summary>
internal class Shelf
{
    public Guid ShelfId { get; set; }

    public IList<Board> Boards { get; } = [];
}

/// <summary>Belongs to a shelf.</summary>
internal class Board
{
    public Guid BoardId { get; set; }

    public Guid ShelfId { get; set; }
}

/// <summary>Shares its table with what is derived from it.</summary>
internal class Drawer
{
    public Guid DrawerId { get; set; }
}

/// <summary>Is derived.</summary>
internal class LockedDrawer : Drawer
{
    public string Key { get; set; } = "";
}
