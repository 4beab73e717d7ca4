using Sagas.Tests.Architecture.Planted.Cellar;

namespace Sagas.Tests.Architecture.Planted.Kitchen;

internal interface ICook<T>;

internal class CookByDescent : Bottle;

internal class CookByArgument : ICook<List<Bottle>>;

internal class CookByField
{
    public Bottle[]? Kept { get; set; }
}

[Label(typeof(Bottle))]
internal class CookByAttribute;

internal class CookByLambda
{
    public static Func<object> Open() => () => new Bottle();
}

internal class CookByAsync
{
    public static async Task<string> OpenAsync()
    {
        await Task.Yield();
        return Bottle.Describe();
    }
}

internal class CookByGenericMethod
{
    public static object Open() => Activator.CreateInstance<Bottle>();
}

internal class CookAlone
{
    public static int Count() => 1;
}
