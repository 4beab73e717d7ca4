using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sagas.Hosting.Migrations.SqlServer
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
                type: "nvarchar(max)",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "StoppingAt",
                table: "ServiceInstances",
                type: "datetime2",
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
