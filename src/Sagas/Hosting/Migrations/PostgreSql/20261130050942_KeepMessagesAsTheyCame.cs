using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sagas.Hosting.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class KeepMessagesAsTheyCame : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "Bytes",
                table: "OutboxMessages",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Wire",
                table: "OutboxMessages",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Bytes",
                table: "JournaledMessages",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Wire",
                table: "JournaledMessages",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Bytes",
                table: "DeadLetters",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Wire",
                table: "DeadLetters",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Bytes",
                table: "OutboxMessages");

            migrationBuilder.DropColumn(
                name: "Wire",
                table: "OutboxMessages");

            migrationBuilder.DropColumn(
                name: "Bytes",
                table: "JournaledMessages");

            migrationBuilder.DropColumn(
                name: "Wire",
                table: "JournaledMessages");

            migrationBuilder.DropColumn(
                name: "Bytes",
                table: "DeadLetters");

            migrationBuilder.DropColumn(
                name: "Wire",
                table: "DeadLetters");
        }
    }
}
