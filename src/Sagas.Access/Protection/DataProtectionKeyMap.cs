using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sagas.Access.Protection;

/// <summary>How the keys are stored.</summary>
internal class DataProtectionKeyMap : IEntityTypeConfiguration<DataProtectionKey>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<DataProtectionKey> builder)
    {
        builder.ToTable("DataProtectionKeys");
        builder.HasKey(x => x.KeyId);
        builder.Property(x => x.KeyId).ValueGeneratedNever();
        builder.Property(x => x.FriendlyName).HasMaxLength(200);
    }
}
