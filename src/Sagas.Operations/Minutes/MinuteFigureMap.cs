using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sagas.Operations.Minutes;

/// <summary>
/// How minutes are stored: the key begins with the minute, and is all the order that is needed. As it is a number, every database
/// can put several minutes together.
/// </summary>
internal class MinuteFigureMap : IEntityTypeConfiguration<MinuteFigure>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<MinuteFigure> builder)
    {
        builder.ToTable("MinuteFigures");
        builder.HasKey(x => new { x.Minute, x.Figure, x.SagaType, x.State });
        builder.Property(x => x.Minute).ValueGeneratedNever();
        builder.Property(x => x.Figure).HasMaxLength(20);
        builder.Property(x => x.SagaType).HasMaxLength(200);
        builder.Property(x => x.State).HasMaxLength(100);
    }
}
