using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Sagas.Operations.Instances;

/// <summary>How processes are stored: there are few of them.</summary>
internal class ServiceInstanceMap : IEntityTypeConfiguration<ServiceInstance>
{
    /// <summary>The maximum length of a process's name.</summary>
    public const int LongestName = 200;

    /// <summary>The maximum length of a version.</summary>
    public const int LongestVersion = 100;

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<ServiceInstance> builder)
    {
        builder.ToTable("ServiceInstances");
        builder.HasKey(x => x.InstanceId);
        builder.Property(x => x.InstanceId).ValueGeneratedNever();
        builder.Property(x => x.Name).HasMaxLength(LongestName);
        builder.Property(x => x.Roles).HasMaxLength(100);
        builder.Property(x => x.Version).HasMaxLength(LongestVersion);
    }
}
