using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sagas.Hosting.Migrations.SqlServer
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
                    AuditEntryId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Actor = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Action = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SubjectKind = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SubjectId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SagaId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Before = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    After = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.AuditEntryId);
                });

            migrationBuilder.CreateTable(
                name: "RetryJobItems",
                columns: table => new
                {
                    RetryJobId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DeadLetterId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DeadAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Endpoint = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ConsumerId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true, collation: "Latin1_General_100_BIN2"),
                    MessageId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    State = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SentAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetryJobItems", x => new { x.RetryJobId, x.DeadLetterId });
                });

            migrationBuilder.CreateTable(
                name: "RetryJobs",
                columns: table => new
                {
                    RetryJobId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    State = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Actor = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Filter = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Total = table.Column<int>(type: "int", nullable: false),
                    PerSecond = table.Column<int>(type: "int", nullable: true),
                    StopAfter = table.Column<int>(type: "int", nullable: true),
                    Forgiven = table.Column<int>(type: "int", nullable: false),
                    IsOpen = table.Column<bool>(type: "bit", nullable: false),
                    LeasedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    StartedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
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
