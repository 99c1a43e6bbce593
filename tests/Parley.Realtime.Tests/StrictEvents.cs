using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Parley.Dialects;
using Parley.Protocol;
using Parley.Schemas;
using Parley.Sessions;
using Parley.Testing;

namespace Parley;

/// <summary>Every event of every session on a stage is written in the dialects of its clients, and must be as their strict typed clients read it.</summary>
internal static class StrictEvents
{
    private static readonly ConditionalWeakTable<SessionStage, Clients> Watched = [];

    [ModuleInitializer]
    internal static void Watch() => SessionStage.Emitted = (stage, emitted) => Watched.GetValue(stage, Clients.Of).Take(emitted);

    private sealed record Clients(IReadOnlyList<(IDialect Writer, EventWatch Watch)> All)
    {
        public static Clients Of(SessionStage stage)
        {
            var policy = ((SessionOpened)stage.Inputs[0]).Policy;
            DialectName[] dialects = policy.SpeaksAndWrites ? [DialectName.Yandex] : [DialectName.Ga, DialectName.Beta];
            return new([.. dialects.Select(dialect => (Dialect.Create(dialect), new EventWatch(dialect, "parley.turn.trace", "parley.response.sources")))]);
        }

        public void Take(ServerEvent emitted)
        {
            foreach (var (writer, watch) in All)
            {
                var output = new ArrayBufferWriter<byte>();
                if (writer.Write(emitted, output))
                {
                    watch.Next(JsonNode.Parse(output.WrittenSpan)!.AsObject()).ShouldBeEmpty();
                }
            }
        }
    }
}
