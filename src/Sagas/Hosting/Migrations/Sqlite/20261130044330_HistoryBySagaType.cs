using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sagas.Hosting.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class HistoryBySagaType : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_SagaTransitions_SagaId_Version",
                table: "SagaTransitions");

            migrationBuilder.DropIndex(
                name: "IX_SagaAlerts_SagaId_SagaVersion",
                table: "SagaAlerts");

            migrationBuilder.AddColumn<bool>(
                name: "BeginsAgain",
                table: "SagaTransitions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_SagaTransitions_SagaId_SagaType_Version",
                table: "SagaTransitions",
                columns: new[] { "SagaId", "SagaType", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SagaAlerts_SagaId_SagaType_SagaVersion",
                table: "SagaAlerts",
                columns: new[] { "SagaId", "SagaType", "SagaVersion" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_SagaTransitions_SagaId_SagaType_Version",
                table: "SagaTransitions");

            migrationBuilder.DropIndex(
                name: "IX_SagaAlerts_SagaId_SagaType_SagaVersion",
                table: "SagaAlerts");

            migrationBuilder.DropColumn(
                name: "BeginsAgain",
                table: "SagaTransitions");

            migrationBuilder.CreateIndex(
                name: "IX_SagaTransitions_SagaId_Version",
                table: "SagaTransitions",
                columns: new[] { "SagaId", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SagaAlerts_SagaId_SagaVersion",
                table: "SagaAlerts",
                columns: new[] { "SagaId", "SagaVersion" },
                unique: true);
        }
    }
}
