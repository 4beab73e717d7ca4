using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sagas.Durability.Tables;

namespace Sagas.Operations.Alerts;

/// <summary>How alerts are stored: one for each time that a saga does not leave a state for too long.</summary>
internal class SagaAlertMap : IEntityTypeConfiguration<SagaAlert>
{
    /// <summary>The maximum length of a note.</summary>
    public const int NoteLength = 1_000;

    /// <summary>The maximum length of a state's name.</summary>
    public const int StateLength = 100;

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<SagaAlert> builder)
    {
        builder.ToTable("SagaAlerts");
        builder.HasKey(x => x.AlertId);
        builder.Property(x => x.AlertId).ValueGeneratedNever();
        builder.Property(x => x.SagaType).HasMaxLength(200);
        builder.Property(x => x.State).HasMaxLength(StateLength);
        builder.Property(x => x.MovedTo).HasMaxLength(StateLength);
        builder.Property(x => x.AcknowledgedBy).HasMaxLength(AuditEntry.LongestActor);
        builder.Property(x => x.Note).HasMaxLength(NoteLength);
        builder.Ignore(x => x.WasClosedBySomebody);
        // Several instances may notice the same saga at the same time. All find the same step in its history.
        builder.HasIndex(x => new { x.SagaId, x.SagaType, x.SagaVersion }).IsUnique();
        builder.HasIndex(x => new { x.ClosedAt, x.OpenedAt });
    }
}
