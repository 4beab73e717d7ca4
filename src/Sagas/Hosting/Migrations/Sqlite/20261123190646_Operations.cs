using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sagas.Hosting.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Operations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_DeadLetters_ConversationId",
                table: "DeadLetters");

            migrationBuilder.DropIndex(
                name: "IX_DeadLetters_DeadAt",
                table: "DeadLetters");

            migrationBuilder.DropIndex(
                name: "IX_DeadLetters_Endpoint",
                table: "DeadLetters");

            migrationBuilder.DropIndex(
                name: "IX_DeadLetters_SagaId",
                table: "DeadLetters");

            migrationBuilder.AddColumn<string>(
                name: "TraceId",
                table: "SagaTransitions",
                type: "TEXT",
                unicode: false,
                fixedLength: true,
                maxLength: 32,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    AuditEntryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Action = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    SubjectKind = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    SubjectId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SagaId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Before = table.Column<string>(type: "TEXT", nullable: true),
                    After = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.AuditEntryId);
                });

            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    KeyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FriendlyName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Xml = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.KeyId);
                });

            migrationBuilder.CreateTable(
                name: "JournaledMessages",
                columns: table => new
                {
                    OutboxId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MessageId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ConversationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    DestinationAddress = table.Column<string>(type: "TEXT", maxLength: 1024, nullable: false),
                    MessageTypes = table.Column<string>(type: "TEXT", nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Headers = table.Column<string>(type: "TEXT", nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    SagaId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SagaVersion = table.Column<int>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LeftAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournaledMessages", x => x.OutboxId);
                });

            migrationBuilder.CreateTable(
                name: "RetryJobItems",
                columns: table => new
                {
                    RetryJobId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DeadLetterId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DeadAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Endpoint = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    ConsumerId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    MessageId = table.Column<Guid>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetryJobItems", x => new { x.RetryJobId, x.DeadLetterId });
                });

            migrationBuilder.CreateTable(
                name: "RetryJobs",
                columns: table => new
                {
                    RetryJobId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Filter = table.Column<string>(type: "TEXT", nullable: false),
                    Total = table.Column<int>(type: "INTEGER", nullable: false),
                    PerSecond = table.Column<int>(type: "INTEGER", nullable: true),
                    StopAfter = table.Column<int>(type: "INTEGER", nullable: true),
                    Forgiven = table.Column<int>(type: "INTEGER", nullable: false),
                    IsOpen = table.Column<bool>(type: "INTEGER", nullable: false),
                    LeasedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetryJobs", x => x.RetryJobId);
                });

            migrationBuilder.CreateTable(
                name: "SagaAlerts",
                columns: table => new
                {
                    AlertId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SagaType = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SagaId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SagaVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AcknowledgedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SagaAlerts", x => x.AlertId);
                });

            migrationBuilder.CreateTable(
                name: "ServiceInstances",
                columns: table => new
                {
                    InstanceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Roles = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Version = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ServiceInstances", x => x.InstanceId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_CurrentState_UpdatedAt",
                table: "Orders",
                columns: new[] { "CurrentState", "UpdatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_DeadLetters_ConversationId_DeadAt_DeadLetterId",
                table: "DeadLetters",
                columns: new[] { "ConversationId", "DeadAt", "DeadLetterId" });

            migrationBuilder.CreateIndex(
                name: "IX_DeadLetters_DeadAt_DeadLetterId",
                table: "DeadLetters",
                columns: new[] { "DeadAt", "DeadLetterId" });

            migrationBuilder.CreateIndex(
                name: "IX_DeadLetters_Endpoint_DeadAt_DeadLetterId",
                table: "DeadLetters",
                columns: new[] { "Endpoint", "DeadAt", "DeadLetterId" });

            migrationBuilder.CreateIndex(
                name: "IX_DeadLetters_SagaId_DeadAt_DeadLetterId",
                table: "DeadLetters",
                columns: new[] { "SagaId", "DeadAt", "DeadLetterId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Action_At_AuditEntryId",
                table: "AuditEntries",
                columns: new[] { "Action", "At", "AuditEntryId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Actor_Action_At_AuditEntryId",
                table: "AuditEntries",
                columns: new[] { "Actor", "Action", "At", "AuditEntryId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Actor_At_AuditEntryId",
                table: "AuditEntries",
                columns: new[] { "Actor", "At", "AuditEntryId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_At_AuditEntryId",
                table: "AuditEntries",
                columns: new[] { "At", "AuditEntryId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_SagaId_At_AuditEntryId",
                table: "AuditEntries",
                columns: new[] { "SagaId", "At", "AuditEntryId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_SubjectId_At_AuditEntryId",
                table: "AuditEntries",
                columns: new[] { "SubjectId", "At", "AuditEntryId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_SubjectKind_At_AuditEntryId",
                table: "AuditEntries",
                columns: new[] { "SubjectKind", "At", "AuditEntryId" });

            migrationBuilder.CreateIndex(
                name: "IX_JournaledMessages_LeftAt",
                table: "JournaledMessages",
                column: "LeftAt");

            migrationBuilder.CreateIndex(
                name: "IX_JournaledMessages_MessageId",
                table: "JournaledMessages",
                column: "MessageId");

            migrationBuilder.CreateIndex(
                name: "IX_RetryJobItems_RetryJobId_State_DeadAt",
                table: "RetryJobItems",
                columns: new[] { "RetryJobId", "State", "DeadAt" });

            migrationBuilder.CreateIndex(
                name: "IX_RetryJobs_IsOpen",
                table: "RetryJobs",
                column: "IsOpen");

            migrationBuilder.CreateIndex(
                name: "IX_RetryJobs_StartedAt_RetryJobId",
                table: "RetryJobs",
                columns: new[] { "StartedAt", "RetryJobId" });

            migrationBuilder.CreateIndex(
                name: "IX_SagaAlerts_ClosedAt_OpenedAt",
                table: "SagaAlerts",
                columns: new[] { "ClosedAt", "OpenedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SagaAlerts_SagaId_SagaVersion",
                table: "SagaAlerts",
                columns: new[] { "SagaId", "SagaVersion" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditEntries");

            migrationBuilder.DropTable(
                name: "DataProtectionKeys");

            migrationBuilder.DropTable(
                name: "JournaledMessages");

            migrationBuilder.DropTable(
                name: "RetryJobItems");

            migrationBuilder.DropTable(
                name: "RetryJobs");

            migrationBuilder.DropTable(
                name: "SagaAlerts");

            migrationBuilder.DropTable(
                name: "ServiceInstances");

            migrationBuilder.DropIndex(
                name: "IX_Orders_CurrentState_UpdatedAt",
                table: "Orders");

            migrationBuilder.DropIndex(
                name: "IX_DeadLetters_ConversationId_DeadAt_DeadLetterId",
                table: "DeadLetters");

            migrationBuilder.DropIndex(
                name: "IX_DeadLetters_DeadAt_DeadLetterId",
                table: "DeadLetters");

            migrationBuilder.DropIndex(
                name: "IX_DeadLetters_Endpoint_DeadAt_DeadLetterId",
                table: "DeadLetters");

            migrationBuilder.DropIndex(
                name: "IX_DeadLetters_SagaId_DeadAt_DeadLetterId",
                table: "DeadLetters");

            migrationBuilder.DropColumn(
                name: "TraceId",
                table: "SagaTransitions");

            migrationBuilder.CreateIndex(
                name: "IX_DeadLetters_ConversationId",
                table: "DeadLetters",
                column: "ConversationId");

            migrationBuilder.CreateIndex(
                name: "IX_DeadLetters_DeadAt",
                table: "DeadLetters",
                column: "DeadAt");

            migrationBuilder.CreateIndex(
                name: "IX_DeadLetters_Endpoint",
                table: "DeadLetters",
                column: "Endpoint");

            migrationBuilder.CreateIndex(
                name: "IX_DeadLetters_SagaId",
                table: "DeadLetters",
                column: "SagaId");
        }
    }
}
