using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sagas.Hosting.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class CallersAndArchivePositions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Caller",
                table: "IdempotencyKeys",
                type: "nvarchar(255)",
                maxLength: 255,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<long>(
                name: "LastPosition",
                table: "ArchivedSagas",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_ArchivedSagas_SagaType_LastPosition",
                table: "ArchivedSagas",
                columns: new[] { "SagaType", "LastPosition" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ArchivedSagas_SagaType_LastPosition",
                table: "ArchivedSagas");

            migrationBuilder.DropColumn(
                name: "Caller",
                table: "IdempotencyKeys");

            migrationBuilder.DropColumn(
                name: "LastPosition",
                table: "ArchivedSagas");
        }
    }
}
