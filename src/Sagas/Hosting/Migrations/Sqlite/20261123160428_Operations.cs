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
                name: "IX_DeadLetters_DeadAt",
                table: "DeadLetters");

            migrationBuilder.DropIndex(
                name: "IX_DeadLetters_Endpoint",
                table: "DeadLetters");

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

            migrationBuilder.CreateIndex(
                name: "IX_DeadLetters_DeadAt_DeadLetterId",
                table: "DeadLetters",
                columns: new[] { "DeadAt", "DeadLetterId" });

            migrationBuilder.CreateIndex(
                name: "IX_DeadLetters_Endpoint_DeadAt_DeadLetterId",
                table: "DeadLetters",
                columns: new[] { "Endpoint", "DeadAt", "DeadLetterId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Action_At_AuditEntryId",
                table: "AuditEntries",
                columns: new[] { "Action", "At", "AuditEntryId" });

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditEntries");

            migrationBuilder.DropTable(
                name: "RetryJobItems");

            migrationBuilder.DropTable(
                name: "RetryJobs");

            migrationBuilder.DropIndex(
                name: "IX_DeadLetters_DeadAt_DeadLetterId",
                table: "DeadLetters");

            migrationBuilder.DropIndex(
                name: "IX_DeadLetters_Endpoint_DeadAt_DeadLetterId",
                table: "DeadLetters");

            migrationBuilder.CreateIndex(
                name: "IX_DeadLetters_DeadAt",
                table: "DeadLetters",
                column: "DeadAt");

            migrationBuilder.CreateIndex(
                name: "IX_DeadLetters_Endpoint",
                table: "DeadLetters",
                column: "Endpoint");
        }
    }
}
