using Microsoft.Extensions.AI;
using Xunit.Abstractions;

namespace Parley.Embedded.PocketSphinx;

/// <summary>Sentences that no vocabulary holds, spoken by two voices to agents of several trades; the later file was written after the recogniser.</summary>
public sealed class PocketSphinxAccuracyTests(ITestOutputHelper output, Recogniser recogniser) : IClassFixture<Recogniser>
{
    private const double MostWordErrors = 0.08;
    private static readonly string[] Voices = ["rms", "kal16"];

    [Theory]
    [InlineData("agents.json")]
    [InlineData("later-agents.json")]
    public async Task Held_out_sentences_are_understood_with_the_vocabulary_of_their_agent(string file)
    {
        var agents = Agent.Read(file);
        await Measure(agents, agent => agent.Vocabulary);
    }

    [Theory]
    [InlineData("agents.json")]
    [InlineData("later-agents.json")]
    public async Task Held_out_sentences_are_understood_by_one_agent_with_all_tools(string file)
    {
        var agents = Agent.Read(file);
        string[] everything = [.. agents.SelectMany(agent => agent.Vocabulary)];
        await Measure(agents, _ => everything);
    }

    [Theory]
    [InlineData("agents.json")]
    [InlineData("later-agents.json")]
    public void No_spoken_sentence_stands_in_a_vocabulary(string file)
    {
        foreach (var agent in Agent.Read(file))
            foreach (var said in agent.Spoken)
                string.Join(" | ", agent.Vocabulary).ShouldNotContain(said, Case.Insensitive);
    }

    private async Task Measure(IReadOnlyList<Agent> agents, Func<Agent, string[]> vocabulary)
    {
        var (errors, words) = (0, 0);
        foreach (var agent in agents)
        {
            var options = new SpeechToTextOptions { AdditionalProperties = new() { ["vocabulary"] = vocabulary(agent) } };
            foreach (var voice in Voices)
                foreach (var said in agent.Spoken)
                {
                    using var audio = new MemoryStream(await Flite.SayAsync(said, voice));
                    var heard = (await recogniser.Client.GetTextAsync(audio, options)).Text;
                    var wrong = WordErrors.Between(said, heard);
                    (errors, words) = (errors + wrong, words + WordErrors.Words(said).Length);
                    if (wrong > 0)
                        output.WriteLine($"{agent.Name} {voice}: {said} -> {heard}");
                }
        }

        words.ShouldBeGreaterThan(600);
        output.WriteLine($"word error rate {100.0 * errors / words:F1} % ({errors} of {words} words)");
        (errors / (double)words).ShouldBeLessThan(MostWordErrors);
    }
}
