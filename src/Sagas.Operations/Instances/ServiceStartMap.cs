using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sagas.Operations.Instances;

/// <summary>How starts of processes are stored.</summary>
internal class ServiceStartMap : IEntityTypeConfiguration<ServiceStart>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<ServiceStart> builder)
    {
        builder.ToTable("ServiceStarts");
        builder.HasKey(x => x.InstanceId);
        builder.Property(x => x.InstanceId).ValueGeneratedNever();
        builder.Property(x => x.Name).HasMaxLength(ServiceInstanceMap.LongestName);
        builder.Property(x => x.Roles).HasMaxLength(100);
        builder.Property(x => x.Version).HasMaxLength(ServiceInstanceMap.LongestVersion);
        builder.HasIndex(x => x.StartedAt);
    }
}
