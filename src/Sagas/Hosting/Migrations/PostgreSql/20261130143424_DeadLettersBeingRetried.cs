using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sagas.Hosting.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class DeadLettersBeingRetried : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_RetryJobItems_RetryJobId_State_DeadAt",
                table: "RetryJobItems");

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

            migrationBuilder.AddColumn<bool>(
                name: "IsBeingRetried",
                table: "DeadLetters",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "RetriedAt",
                table: "DeadLetters",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RetriedBy",
                table: "DeadLetters",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RetriedMessageId",
                table: "DeadLetters",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RetryJobId",
                table: "DeadLetters",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RetryJobId",
                table: "AuditEntries",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_RetryJobItems_RetryJobId_State_DeadAt_Endpoint",
                table: "RetryJobItems",
                columns: new[] { "RetryJobId", "State", "DeadAt", "Endpoint" });

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_RetryJobItems_RetryJobId_State_DeadAt_Endpoint",
                table: "RetryJobItems");

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
