using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sagas.Hosting.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ProcessesTellMore : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "PausedQueues",
                table: "ServiceInstances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "StoppingAt",
                table: "ServiceInstances",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "PausedQueues",
                table: "ServiceInstances");

            migrationBuilder.DropColumn(
                name: "StoppingAt",
                table: "ServiceInstances");
        }
    }
}
