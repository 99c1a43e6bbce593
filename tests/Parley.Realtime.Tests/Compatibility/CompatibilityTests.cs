using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Parley.Dialects;
using Parley.Protocol;
using Parley.Sessions;
using Parley.Testing;

namespace Parley.Compatibility;

public class CompatibilityTests
{
    public static TheoryData<DialectName, string, string, int> Rows
    {
        get
        {
            var rows = new TheoryData<DialectName, string, string, int>();
            foreach (var dialect in Enum.GetValues<DialectName>())
            {
                AddAll("session.update", AllSettings.Session);
                AddAll("response.create", AllSettings.Response);

                void AddAll(string type, IReadOnlyList<Setting> settings)
                {
                    for (var row = 0; row < settings.Count; row++)
                    {
                        rows.Add(dialect, type, settings[row].Path, row);
                    }
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_setting_has_the_standing_that_the_table_says(DialectName dialect, string type, string path, int row)
    {
        var field = type.Split('.')[0];
        var setting = (field == "session" ? AllSettings.Session : AllSettings.Response)[row];
        setting.Path.ShouldBe(path);
        Try(setting, dialect, type, field);
    }

    [Fact]
    public void No_field_of_the_protocol_is_missing_from_the_table()
    {
        Fields<SessionConfig>().Except(Covered(AllSettings.Session)).Except(["object", "id", "expires_at", "model"]).ShouldBeEmpty();
        Fields<ResponseParams>().Except(Covered(AllSettings.Response)).ShouldBeEmpty();
    }

    [Fact]
    public void The_document_shows_the_table_as_it_is() => CompatibilityDocument.Read().ShouldBe(CompatibilityDocument.Written(), "run the tests with PARLEY_WRITE_DOCS=1, and read what changed");

    private static void Try(Setting setting, DialectName name, string type, string field)
    {
        var dialect = Dialect.Create(name, requireSessionType: false);
        var stage = new SessionStage(policy: name == DialectName.Yandex ? SessionPolicy.Yandex : SessionPolicy.OpenAI);
        var message = new JsonObject { ["type"] = type, [field] = setting.Asked(name) }.ToJsonString();
        var answers = stage.Say(dialect.Read(Encoding.UTF8.GetBytes(message))).Select(each => Json(dialect, each)).ToList();
        var error = answers.FirstOrDefault(answer => answer["type"]!.GetValue<string>() == "error")?["error"];
        if (setting.In(name) == Standing.Refused)
        {
            error.ShouldNotBeNull(message)["param"]!.GetValue<string>().ShouldStartWith($"{field}.{setting.PathIn(name)}");
            return;
        }

        error.ShouldBeNull(message);
        var shown = answers.Single(answer => answer[field] is not null)[field];
        if (setting.ShownIn.Contains(name))
        {
            foreach (var step in setting.PathIn(name).Split('.'))
            {
                shown = shown![step];
            }

            JsonNode.DeepEquals(shown, JsonNode.Parse(setting.ValueIn(name))).ShouldBeTrue($"{message}: {shown?.ToJsonString()}");
        }
    }

    private static JsonObject Json(IDialect dialect, ServerEvent serverEvent)
    {
        var output = new ArrayBufferWriter<byte>();
        return dialect.Write(serverEvent, output) ? JsonNode.Parse(output.WrittenSpan)!.AsObject() : new() { ["type"] = "none" };
    }

    private static IEnumerable<string> Covered(IEnumerable<Setting> settings) =>
        settings.SelectMany(setting => setting.Path.Split('.').Select((_, index) => string.Join('.', setting.Path.Split('.')[..(index + 1)])));

    // Every member that our records have; below objects of ours, their members as well.
    private static IEnumerable<string> Fields<T>() => Fields(ProtocolJson.Strict.GetTypeInfo(typeof(T)), "").Distinct();

    private static IEnumerable<string> Fields(JsonTypeInfo type, string prefix)
    {
        var kinds = type.PolymorphismOptions?.DerivedTypes.Select(derived => ProtocolJson.Strict.GetTypeInfo(derived.DerivedType)).ToList() ?? [type];
        return kinds.SelectMany(kind => kind.Properties).Where(property => property.Get is not null).SelectMany(property => Member(property, prefix + property.Name));
    }

    private static IEnumerable<string> Member(JsonPropertyInfo property, string path)
    {
        var type = ProtocolJson.Strict.GetTypeInfo(property.PropertyType);
        return type is { Kind: JsonTypeInfoKind.Object } && property.PropertyType.Namespace == "Parley.Protocol" && !IsValue(path)
            ? Fields(type, path + ".").Prepend(path)
            : [path];
    }

    // A format, a template: shown whole in the table.
    private static bool IsValue(string path) => path is "audio.input.format" or "audio.output.format" or "prompt" or "audio.input.noise_reduction";
}
