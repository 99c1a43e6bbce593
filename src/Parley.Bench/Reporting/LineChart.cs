using System.Globalization;
using System.Net;
using System.Text;

namespace Parley.Reporting;

/// <summary>A line of a chart.</summary>
/// <param name="Class">Its look, by the page's styles.</param>
internal sealed record Series(string Name, string Class, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A chart of lines, as SVG that takes its colours from the page.</summary>
/// <param name="Bound">A value that must not be exceeded.</param>
internal sealed record LineChart(string Title, Axis Across, Axis Up, IReadOnlyList<Series> Lines, double? Bound = null)
{
    private const int Width = 480;
    private const int Height = 240;
    private const int Left = 58;
    private const int Right = 16;
    private const int Top = 12;

    private int Bottom => Across.Title.Length == 0 ? 26 : 44;

    public string ToSvg()
    {
        var svg = new StringBuilder();
        Add(svg, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(Title)}\">");
        foreach (var (value, label) in Up.Ticks)
        {
            Add(svg, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\"/><text class=\"tick\" x=\"{Left - 8}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{label}</text>");
        }

        foreach (var (value, label) in Across.Ticks)
        {
            Add(svg, $"<line class=\"grid\" x1=\"{X(value):0.#}\" x2=\"{X(value):0.#}\" y1=\"{Top}\" y2=\"{Height - Bottom}\"/><text class=\"tick\" x=\"{X(value):0.#}\" y=\"{Height - Bottom + 16}\" text-anchor=\"middle\">{label}</text>");
        }

        if (Bound is { } bound)
        {
            Add(svg, $"<line class=\"bound\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(bound):0.#}\" y2=\"{Y(bound):0.#}\"/>");
        }

        foreach (var line in Lines)
        {
            Draw(svg, line);
        }

        Add(svg, $"<text class=\"axis\" x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">{WebUtility.HtmlEncode(Across.Title)}</text>");
        Add(svg, $"<text class=\"axis\" transform=\"rotate(-90)\" x=\"{-(Top + Height - Bottom) / 2}\" y=\"14\" text-anchor=\"middle\">{WebUtility.HtmlEncode(Up.Title)}</text></svg>");
        return svg.ToString();
    }

    private void Draw(StringBuilder svg, Series line)
    {
        var points = string.Join(' ', line.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.#},{Y(point.Y):0.#}")));
        Add(svg, $"<polyline class=\"{line.Class}\" points=\"{points}\"/>");
        foreach (var (x, y) in line.Points.Count <= 40 ? line.Points : [])
        {
            Add(svg, $"<circle class=\"{line.Class}\" cx=\"{X(x):0.#}\" cy=\"{Y(y):0.#}\" r=\"3\"><title>{WebUtility.HtmlEncode(line.Name)}: {y:0.##}</title></circle>");
        }
    }

    private double X(double value) => Left + (Across.Place(value) * (Width - Left - Right));

    private double Y(double value) => Height - Bottom - (Up.Place(value) * (Height - Top - Bottom));

    private static void Add(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
