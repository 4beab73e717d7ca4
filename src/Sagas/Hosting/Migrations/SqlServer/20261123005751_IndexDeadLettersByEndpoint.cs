using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sagas.Hosting.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class IndexDeadLettersByEndpoint : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_DeadLetters_Endpoint",
                table: "DeadLetters",
                column: "Endpoint");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_DeadLetters_Endpoint",
                table: "DeadLetters");
        }
    }
}
