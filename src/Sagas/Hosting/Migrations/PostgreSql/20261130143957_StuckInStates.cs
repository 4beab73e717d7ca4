using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sagas.Hosting.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class StuckInStates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Orders_CurrentState_UpdatedAt",
                table: "Orders");

            migrationBuilder.AddColumn<DateTime>(
                name: "AcknowledgedAt",
                table: "SagaAlerts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "MovedAt",
                table: "SagaAlerts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MovedTo",
                table: "SagaAlerts",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RemindAt",
                table: "SagaAlerts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "StateEnteredAt",
                table: "Orders",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.CreateIndex(
                name: "IX_Orders_CurrentState_StateEnteredAt",
                table: "Orders",
                columns: new[] { "CurrentState", "StateEnteredAt" });

            migrationBuilder.FillEnteredStates();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Orders_CurrentState_StateEnteredAt",
                table: "Orders");

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

            migrationBuilder.CreateIndex(
                name: "IX_Orders_CurrentState_UpdatedAt",
                table: "Orders",
                columns: new[] { "CurrentState", "UpdatedAt" });
        }
    }
}
