using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sagas.Hosting.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Incidents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_RetryJobItems_RetryJobId_State_DeadAt",
                table: "RetryJobItems");

            migrationBuilder.DropIndex(
                name: "IX_Orders_CurrentState_UpdatedAt",
                table: "Orders");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_Action_At_AuditEntryId",
                table: "AuditEntries");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_Actor_Action_At_AuditEntryId",
                table: "AuditEntries");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_Actor_At_AuditEntryId",
                table: "AuditEntries");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_SubjectKind_At_AuditEntryId",
                table: "AuditEntries");

            migrationBuilder.AddColumn<DateTime>(
                name: "AcknowledgedAt",
                table: "SagaAlerts",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "MovedAt",
                table: "SagaAlerts",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MovedTo",
                table: "SagaAlerts",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTime>(
                name: "RemindAt",
                table: "SagaAlerts",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "StateEnteredAt",
                table: "Orders",
                type: "datetime2",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<bool>(
                name: "IsBeingRetried",
                table: "DeadLetters",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "RetriedAt",
                table: "DeadLetters",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RetriedBy",
                table: "DeadLetters",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<Guid>(
                name: "RetriedMessageId",
                table: "DeadLetters",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RetryJobId",
                table: "DeadLetters",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RetryJobId",
                table: "AuditEntries",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "MinuteFigures",
                columns: table => new
                {
                    Minute = table.Column<int>(type: "int", nullable: false),
                    Figure = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SagaType = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MinuteFigures", x => new { x.Minute, x.Figure, x.SagaType, x.State });
                });

            migrationBuilder.CreateTable(
                name: "ServiceStarts",
                columns: table => new
                {
                    InstanceId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Roles = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    StartedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ServiceStarts", x => x.InstanceId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RetryJobItems_RetryJobId_State_DeadAt_Endpoint",
                table: "RetryJobItems",
                columns: new[] { "RetryJobId", "State", "DeadAt", "Endpoint" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_CurrentState_StateEnteredAt",
                table: "Orders",
                columns: new[] { "CurrentState", "StateEnteredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_DeadLetters_IsBeingRetried_DeadAt_DeadLetterId",
                table: "DeadLetters",
                columns: new[] { "IsBeingRetried", "DeadAt", "DeadLetterId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Action_At_AuditEntryId_RetryJobId",
                table: "AuditEntries",
                columns: new[] { "Action", "At", "AuditEntryId", "RetryJobId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Actor_Action_At_AuditEntryId_RetryJobId",
                table: "AuditEntries",
                columns: new[] { "Actor", "Action", "At", "AuditEntryId", "RetryJobId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Actor_At_AuditEntryId_RetryJobId",
                table: "AuditEntries",
                columns: new[] { "Actor", "At", "AuditEntryId", "RetryJobId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_RetryJobId_At_AuditEntryId",
                table: "AuditEntries",
                columns: new[] { "RetryJobId", "At", "AuditEntryId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_SubjectKind_At_AuditEntryId_RetryJobId",
                table: "AuditEntries",
                columns: new[] { "SubjectKind", "At", "AuditEntryId", "RetryJobId" });

            migrationBuilder.CreateIndex(
                name: "IX_ServiceStarts_StartedAt",
                table: "ServiceStarts",
                column: "StartedAt");

            migrationBuilder.FillEnteredStates();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MinuteFigures");

            migrationBuilder.DropTable(
                name: "ServiceStarts");

            migrationBuilder.DropIndex(
                name: "IX_RetryJobItems_RetryJobId_State_DeadAt_Endpoint",
                table: "RetryJobItems");

            migrationBuilder.DropIndex(
                name: "IX_Orders_CurrentState_StateEnteredAt",
                table: "Orders");

            migrationBuilder.DropIndex(
                name: "IX_DeadLetters_IsBeingRetried_DeadAt_DeadLetterId",
                table: "DeadLetters");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_Action_At_AuditEntryId_RetryJobId",
                table: "AuditEntries");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_Actor_Action_At_AuditEntryId_RetryJobId",
                table: "AuditEntries");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_Actor_At_AuditEntryId_RetryJobId",
                table: "AuditEntries");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_RetryJobId_At_AuditEntryId",
                table: "AuditEntries");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_SubjectKind_At_AuditEntryId_RetryJobId",
                table: "AuditEntries");

            migrationBuilder.DropColumn(
                name: "AcknowledgedAt",
                table: "SagaAlerts");

            migrationBuilder.DropColumn(
                name: "MovedAt",
                table: "SagaAlerts");

            migrationBuilder.DropColumn(
                name: "MovedTo",
                table: "SagaAlerts");

            migrationBuilder.DropColumn(
                name: "RemindAt",
                table: "SagaAlerts");

            migrationBuilder.DropColumn(
                name: "StateEnteredAt",
                table: "Orders");

            migrationBuilder.DropColumn(
                name: "IsBeingRetried",
                table: "DeadLetters");

            migrationBuilder.DropColumn(
                name: "RetriedAt",
                table: "DeadLetters");

            migrationBuilder.DropColumn(
                name: "RetriedBy",
                table: "DeadLetters");

            migrationBuilder.DropColumn(
                name: "RetriedMessageId",
                table: "DeadLetters");

            migrationBuilder.DropColumn(
                name: "RetryJobId",
                table: "DeadLetters");

            migrationBuilder.DropColumn(
                name: "RetryJobId",
                table: "AuditEntries");

            migrationBuilder.CreateIndex(
                name: "IX_RetryJobItems_RetryJobId_State_DeadAt",
                table: "RetryJobItems",
                columns: new[] { "RetryJobId", "State", "DeadAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_CurrentState_UpdatedAt",
                table: "Orders",
                columns: new[] { "CurrentState", "UpdatedAt" });

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
                name: "IX_AuditEntries_SubjectKind_At_AuditEntryId",
                table: "AuditEntries",
                columns: new[] { "SubjectKind", "At", "AuditEntryId" });
        }
    }
}
