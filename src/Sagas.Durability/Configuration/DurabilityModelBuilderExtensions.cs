using Microsoft.EntityFrameworkCore;
using Sagas.Durability.Tables;

namespace MassTransit;

/// <summary>Adds the tables of the durable layer to a DbContext's model.</summary>
public static class DurabilityModelBuilderExtensions
{
    /// <summary>
    /// Maps inbox, outbox, journal, history, dead letters, archive and audit. Call it in <c>OnModelCreating</c>.
    /// </summary>
    /// <param name="modelBuilder">The model.</param>
    /// <returns>The same model builder.</returns>
    public static ModelBuilder AddDurableMessaging(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<InboxMessage>(inbox =>
        {
            inbox.ToTable("InboxMessages");
            inbox.HasKey(x => new { x.MessageId, x.ConsumerId });
            inbox.Property(x => x.ConsumerId).HasMaxLength(200);
            inbox.HasIndex(x => x.ReceivedAt);
        });

        modelBuilder.Entity<OutboxMessage>(outbox =>
        {
            outbox.ToTable("OutboxMessages");
            outbox.HasKey(x => x.OutboxId);
            outbox.Property(x => x.OutboxId).ValueGeneratedNever();
            outbox.Property(x => x.DestinationAddress).HasMaxLength(1024);
            outbox.Property(x => x.ContentType).HasMaxLength(256);
            outbox.HasIndex(x => x.VisibleAt);
            outbox.HasIndex(x => x.TokenId);
        });

        modelBuilder.Entity<SagaTransition>(history =>
        {
            history.ToTable("SagaTransitions");
            history.HasKey(x => x.Position);
            history.Property(x => x.Position).ValueGeneratedOnAdd();
            history.Property(x => x.SagaType).HasMaxLength(200);
            history.Property(x => x.Event).HasMaxLength(200);
            history.Property(x => x.FromState).HasMaxLength(100);
            history.Property(x => x.ToState).HasMaxLength(100);
            history.Property(x => x.TraceId).HasMaxLength(32).IsUnicode(false).IsFixedLength();
            // Sagas of several types may have the same id. Looking for steps by the id alone uses this index as well.
            history.HasIndex(x => new { x.SagaId, x.SagaType, x.Version }).IsUnique();
        });

        modelBuilder.Entity<ArchivedSaga>(archive =>
        {
            archive.ToTable("ArchivedSagas");
            archive.HasKey(x => new { x.SagaId, x.SagaType });
            archive.Property(x => x.SagaType).HasMaxLength(200);
            archive.Property(x => x.CurrentState).HasMaxLength(100);
            archive.HasIndex(x => new { x.SagaType, x.LastPosition });
        });

        modelBuilder.ApplyConfiguration(new DeadLetterMap());
        modelBuilder.ApplyConfiguration(new JournaledMessageMap());
        modelBuilder.ApplyConfiguration(new AuditEntryMap());
        modelBuilder.ApplyConfiguration(new RetryJobMap());
        modelBuilder.ApplyConfiguration(new RetryJobItemMap());

        Type[] tables =
        [
            typeof(InboxMessage), typeof(OutboxMessage), typeof(SagaTransition), typeof(DeadLetter), typeof(ArchivedSaga),
            typeof(AuditEntry), typeof(RetryJob), typeof(RetryJobItem), typeof(JournaledMessage),
        ];
        foreach (var type in tables)
        {
            foreach (var property in modelBuilder.Entity(type).Metadata.GetProperties())
            {
                if (property.ClrType == typeof(DateTimeOffset) || property.ClrType == typeof(DateTimeOffset?))
                    property.SetValueConverter(new UtcConverter());
            }
        }

        return modelBuilder;
    }
}
