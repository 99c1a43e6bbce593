using System.Net;
using Parley.Agents;
using Parley.Running;
using Parley.Tests.Transport;
using Parley.Transport;

namespace Parley.Tests.Running;

public sealed class ConnectTests
{
    private static readonly ReconnectSettings Quick = new() { FirstPause = TimeSpan.FromMilliseconds(1) };

    [Theory]
    [InlineData(429, 3)]
    [InlineData(503, 3)]
    [InlineData(401, 1)]
    [InlineData(404, 1)]
    public async Task What_may_pass_is_tried_again_and_what_stays_wrong_is_not(int status, int dialled)
    {
        await using var server = await LoopbackServer.StartAsync(status);
        var attempts = 0;
        var runner = new RealtimeRunner(new("Ada"), RealtimeEndpoint.Parley(server.Url), new()
        {
            Reconnect = Quick,
            Dial = async (endpoint, cancellation) =>
            {
                attempts++;
                return await RealtimeConnection.ConnectAsync(endpoint, cancellation);
            },
        });

        var refused = await Should.ThrowAsync<RealtimeConnectionException>(runner.RunAsync());

        refused.StatusCode.ShouldBe((HttpStatusCode)status);
        attempts.ShouldBe(dialled);
    }

    [Fact]
    public async Task A_server_that_closes_every_connection_without_a_word_is_given_up()
    {
        await using var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask);
        var runner = new RealtimeRunner(new("Ada"), RealtimeEndpoint.Parley(server.Url), new() { Reconnect = Quick with { Attempts = 3, LongestPause = TimeSpan.FromMilliseconds(2) } });
        (await Should.ThrowAsync<RealtimeConnectionException>(runner.RunAsync())).Message.ShouldContain("closes them without a word");
    }

    [Fact]
    public async Task A_server_that_opens_a_socket_to_refuse_is_quoted()
    {
        await using var booth = await Booth.OpenAsync();
        var runner = new RealtimeRunner(new("Ada"), booth.Endpoint, booth.Options() with { Model = new() { Speed = 9 } });
        (await Should.ThrowAsync<RealtimeConnectionException>(runner.RunAsync())).Refusal.ShouldNotBeNull().Message.ShouldContain("speed");
    }

    [Fact]
    public async Task A_configuration_that_the_server_refuses_is_told_in_its_words()
    {
        await using var booth = await Booth.OpenAsync();
        var runner = new RealtimeRunner(new("Ada"), booth.Endpoint, booth.Options() with { Model = new() { Speed = 9 } });
        (await Should.ThrowAsync<RealtimeConnectionException>(runner.RunAsync())).Message.ShouldContain("refuses the session's configuration");
    }

    [Fact]
    public async Task Instructions_that_cannot_be_made_are_told_by_name()
    {
        await using var booth = await Booth.OpenAsync();
        var runner = new RealtimeRunner(new("Ada") { Instructions = Instructions.Of(context => context.As<string>()) }, booth.Endpoint, booth.Options());
        (await Should.ThrowAsync<InvalidOperationException>(runner.RunAsync(context: 7))).Message.ShouldContain("The instructions of Ada could not be made: The session's context is Int32, not String.");
    }

    [Fact]
    public async Task An_ephemeral_key_opens_a_session()
    {
        await using var booth = await Booth.OpenAsync();
        var key = await EphemeralKey.MintAsync(booth.Endpoint);
        key.ToString().ShouldNotContain(key.Value);
        await using var session = await new RealtimeRunner(new("Ada"), booth.Endpoint with { ApiKey = key.Value }, booth.Options()).RunAsync();
        await session.SendMessageAsync("Say exactly: \"Hello.\"");
        await session.UntilSaidAsync("Hello.");
    }

    [Fact]
    public async Task A_server_that_gives_no_ephemeral_key_says_why()
    {
        await using var booth = await Booth.OpenAsync();
        var refused = await Should.ThrowAsync<RealtimeConnectionException>(EphemeralKey.MintAsync(booth.Endpoint with { ApiKey = "sk-wrong" }));
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Message.ShouldNotContain("sk-wrong");
    }

    [Fact]
    public void Azure_has_its_key_in_a_header_of_its_own()
    {
        var endpoint = RealtimeEndpoint.AzureOpenAI(new("https://contoso.openai.azure.com"), "sk-azure", "my-realtime");
        endpoint.Address.ToString().ShouldBe("wss://contoso.openai.azure.com/openai/v1/realtime?model=my-realtime");
        EndpointHeaders.Of(endpoint).ShouldBe([new("api-key", "sk-azure")]);
        endpoint.ToString().ShouldNotContain("sk-azure");
    }

    [Fact]
    public async Task A_peer_that_vanishes_without_closing_is_noticed()
    {
        var silent = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync(async _ => await silent.Task); // reads nothing, and so answers no ping
        await using var connection = await RealtimeConnection.ConnectAsync(RealtimeEndpoint.Parley(server.Url) with { PingInterval = TimeSpan.FromMilliseconds(20), PingTimeout = TimeSpan.FromMilliseconds(20) });
        await Should.ThrowAsync<RealtimeConnectionException>(async () => await connection.ReadAllAsync().FirstAsync().AsTask().WaitAsync(Booth.Patience));
        silent.SetResult();
    }
}
