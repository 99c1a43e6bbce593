using Parley.Reporting;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Showing;

/// <summary>What the bench has found out, for a terminal.</summary>
internal static class BenchTable
{
    public static IRenderable Of(string title, Sheet sheet)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(title);
        foreach (var heading in sheet.Headings)
        {
            table.AddColumn(new TableColumn(Markup.Escape(heading)).RightAligned());
        }

        foreach (var (about, cells) in sheet.Rows)
        {
            table.AddRow([Markup.Escape(about), .. cells]);
        }

        return table;
    }
}
