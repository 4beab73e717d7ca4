using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sagas.Hosting.Migrations.SqlServer
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
                type: "varbinary(max)",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Wire",
                table: "OutboxMessages",
                type: "nvarchar(max)",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Bytes",
                table: "JournaledMessages",
                type: "varbinary(max)",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Wire",
                table: "JournaledMessages",
                type: "nvarchar(max)",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Bytes",
                table: "DeadLetters",
                type: "varbinary(max)",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Wire",
                table: "DeadLetters",
                type: "nvarchar(max)",
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
