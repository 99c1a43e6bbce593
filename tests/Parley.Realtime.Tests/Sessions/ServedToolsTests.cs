using System.Text.Json;
using Parley.Protocol;
using Parley.Responding;
using Parley.Testing;
using Parley.Tools;

namespace Parley.Sessions;

/// <summary>Functions that the server runs and the client sees: MCP, and Parley's own searches.</summary>
public sealed class ServedToolsTests
{
    private static readonly string[] CallItem =
    [
        "response.output_item.added", "conversation.item.added", "response.mcp_call_arguments.delta", "response.mcp_call_arguments.done",
        "conversation.item.done", "response.output_item.done",
    ];

    private readonly SessionStage _stage = new(Story.Writing());

    [Fact]
    public void The_tools_of_a_server_are_listed_as_an_item()
    {
        Declare().Names().ShouldBe(["session.updated", "conversation.item.added", "mcp_list_tools.in_progress"]);
        var list = _stage.Last<ListTools>();
        list.Tool.ShouldBeOfType<McpTool>().ServerUrl.ShouldBe("https://crm.example/mcp");
        var events = List(Find());
        events.Names().ShouldBe(["mcp_list_tools.completed", "conversation.item.done"]);
        var item = events.Only<ConversationItemDone>().Item.ShouldBeOfType<McpListToolsItem>();
        (item.Id, item.ServerLabel, item.Tools.ShouldHaveSingleItem().Name).ShouldBe((list.ListingId, "crm", "find"));
    }

    [Fact]
    public void A_server_that_cannot_be_reached_is_told_and_the_session_goes_on()
    {
        Declare();
        List(null).Names().ShouldBe(["mcp_list_tools.failed"]);
        Ask().Names().ShouldBe(["conversation.item.added", "conversation.item.done", "response.created"]);
        _stage.Reply(new Said("Hello."), new Finished(1, 1)).Only<ResponseDone>().Response.Status.ShouldBe(ResponseStatus.Completed);
    }

    [Fact]
    public void The_same_declaration_again_lists_nothing_again_and_another_closes_it()
    {
        Declare();
        List(Find());
        Declare().Names().ShouldBe(["session.updated"]);
        var listing = _stage.Last<ListTools>().ListingId;
        _stage.Say(new SessionUpdate(Patch.Of("""{"tools":[]}""")));
        _stage.Last<CloseTools>().ListingId.ShouldBe(listing);
    }

    [Fact]
    public void A_response_that_begins_before_the_list_has_come_does_without()
    {
        Declare();
        Ask();
        _stage.Last<BeginResponse>().Plan.Functions.ShouldBeEmpty();
        List(Find());
        _stage.Reply(new Said("Hi."), new Finished(1, 1));
        Ask();
        _stage.Last<BeginResponse>().Prompt.Functions.ShouldHaveSingleItem().Name.ShouldBe("find");
    }

    [Fact]
    public void A_response_that_brings_its_own_server_waits_for_the_list()
    {
        _stage.Ask(new() { Tools = [new McpTool("crm") { ServerUrl = "https://crm.example/mcp" }] }).Names()
            .ShouldBe(["conversation.item.added", "mcp_list_tools.in_progress", "response.created"]);
        _stage.Commands.OfType<BeginResponse>().ShouldBeEmpty();
        List(Find());
        _stage.Last<BeginResponse>().Prompt.Functions.ShouldHaveSingleItem().Name.ShouldBe("find");
    }

    [Fact]
    public void But_not_for_ever()
    {
        _stage.Ask(new() { Tools = [new McpTool("crm") { ServerUrl = "https://crm.example/mcp" }] });
        var timer = _stage.Commands.OfType<ArmTimer>().Last(arm => arm.Timer == SessionTimer.Listings);
        timer.After.ShouldBe(new ToolRules().ListingPatience);
        _stage.Handle(new TimerElapsed(timer.Timer, timer.Armed));
        _stage.Last<BeginResponse>().Prompt.Functions.ShouldBeEmpty();
    }

    [Fact]
    public void A_call_is_completed_after_its_response_and_another_response_tells_of_it()
    {
        Listed(Find());
        Ask();
        _stage.Reply(new Called("find", """{"q":"x"}""")).Names().ShouldBe([.. CallItem, "response.mcp_call.in_progress"]);
        var run = _stage.Last<RunTool>();
        (run.Function.ToolName, run.Arguments).ShouldBe(("find", """{"q":"x"}"""));
        Return("found").ShouldBeEmpty();
        var end = _stage.Reply(new Finished(1, 1));
        end.Names().ShouldBe(["response.done", "response.mcp_call.completed", "response.created"]);
        var call = end.Only<ResponseDone>().Response.Output.ShouldHaveSingleItem().ShouldBeOfType<McpCallItem>();
        (call.Id, call.ServerLabel, call.Name, call.Arguments, call.Error).ShouldBe((run.ItemId, "crm", "find", """{"q":"x"}""", null));
        Texts(_stage.Last<BeginResponse>().Prompt).ShouldBe(["user Hi", """find {"q":"x"}""", "found"]);
        _stage.Say(new ConversationItemRetrieve(run.ItemId)).Only<ConversationItemRetrieved>().Item.ShouldBeOfType<McpCallItem>().Output.ShouldBe("found");
    }

    [Fact]
    public void A_result_that_comes_late_is_told_as_it_comes()
    {
        Calling(Find());
        _stage.Reply(new Finished(1, 1)).Names().ShouldBe(["response.done"]);
        Return("found").Names().ShouldBe(["response.mcp_call.completed", "response.created"]);
    }

    [Fact]
    public void A_call_that_fails_is_told_and_the_model_learns_why()
    {
        Calling(Find());
        _stage.Reply(new Finished(1, 1));
        var error = new McpError(McpError.Http, "The server answered 503.", 503);
        _stage.Handle(new McpCallReturned(_stage.Last<RunTool>().ItemId, ToolOutcome.Failed(error))).Names().ShouldBe(["response.mcp_call.failed", "response.created"]);
        Texts(_stage.Last<BeginResponse>().Prompt)[^1].ShouldBe("""{"error":"The server answered 503."}""");
        _stage.Say(new ConversationItemRetrieve(_stage.Last<RunTool>().ItemId)).Only<ConversationItemRetrieved>().Item.ShouldBeOfType<McpCallItem>().Error.ShouldBe(error);
    }

    [Fact]
    public void Several_calls_are_told_of_once_all_are_over()
    {
        Listed(Find());
        Ask();
        _stage.Reply(new Called("find", "{}"), new Called("find", "{}"), new Finished(1, 1));
        var runs = _stage.Commands.OfType<RunTool>().ToList();
        _stage.Handle(new McpCallReturned(runs[1].ItemId, Found("second"))).Names().ShouldBe(["response.mcp_call.completed"]);
        _stage.Handle(new McpCallReturned(runs[0].ItemId, Found("first"))).Names().ShouldBe(["response.mcp_call.completed", "response.created"]);
        Texts(_stage.Last<BeginResponse>().Prompt).ShouldBe(["user Hi", "find {}", "first", "find {}", "second"], ignoreOrder: true);
    }

    [Fact]
    public void A_model_that_calls_for_ever_has_to_answer_with_what_it_has()
    {
        Listed(Find());
        Ask();
        for (var i = 0; i < new ToolRules().CallsPerTurn; i++)
        {
            _stage.Last<BeginResponse>().Prompt.ToolChoice.ShouldBe(ToolChoice.Auto);
            _stage.Reply(new Called("find", "{}"), new Finished(1, 1));
            Return("found");
        }

        _stage.Last<BeginResponse>().Prompt.ToolChoice.ShouldBe(ToolChoice.None);
        _stage.Reply(new Said("That is all."), new Finished(1, 1));
        Ask();
        _stage.Last<BeginResponse>().Prompt.ToolChoice.ShouldBe(ToolChoice.Auto);
    }

    [Fact]
    public void A_function_of_the_same_name_as_a_clients_gets_another()
    {
        Listed([Find()], """{"type":"function","name":"find"}""");
        Ask();
        _stage.Last<BeginResponse>().Prompt.Functions.ShouldHaveSingleItem().Name.ShouldBe("crm_find");
        _stage.Reply(new Called("crm_find", "{}")).Only<ResponseOutputItemAdded>().Item.ShouldBeOfType<McpCallItem>().Name.ShouldBe("find");
        _stage.Reply(new Called("find", "{}")).Only<ResponseOutputItemAdded>().Item.ShouldBeOfType<FunctionCallItem>();
    }

    [Fact]
    public void Who_waits_for_a_spoken_answer_is_told_that_it_takes_a_moment()
    {
        var stage = new SessionStage(Story.Detecting(null));
        Calling(Find(), stage);
        stage.Reply(new Finished(1, 1));
        var timer = stage.Commands.OfType<ArmTimer>().Last(arm => arm.Timer == SessionTimer.Filler);
        timer.After.ShouldBe(new ToolRules().FillerAfter);
        stage.Handle(new TimerElapsed(timer.Timer, timer.Armed)).Names().ShouldBe(["response.created"]);
        stage.Last<BeginResponse>().Plan.Line.ShouldBe("One moment, let me look that up.");
        stage.Speak("One moment, let me look that up.");
        Return("found", stage).Names().ShouldBe(["response.mcp_call.completed", "response.created"]);
        stage.Last<BeginResponse>().Plan.Line.ShouldBeNull();
    }

    [Fact]
    public void A_quick_result_needs_no_filler()
    {
        var stage = new SessionStage(Story.Detecting(null));
        Calling(Find(), stage);
        stage.Reply(new Finished(1, 1));
        var timer = stage.Commands.OfType<ArmTimer>().Last(arm => arm.Timer == SessionTimer.Filler);
        Return("found", stage);
        stage.Handle(new TimerElapsed(timer.Timer, timer.Armed)).ShouldBeEmpty();
    }

    // The user breaks in

    [Fact]
    public void A_search_is_given_up_when_the_user_breaks_in()
    {
        var stage = new SessionStage();
        Calling(Find() with { Effect = FunctionEffect.Reads }, stage);
        var events = stage.Utter();
        stage.Last<AbandonTool>().ItemId.ShouldBe(stage.Last<RunTool>().ItemId);
        events.Names().ShouldContain("response.mcp_call.failed");
        Return("late", stage).ShouldBeEmpty();
    }

    [Fact]
    public void What_may_have_changed_something_is_let_finish_and_told_after_the_users_answer()
    {
        var stage = new SessionStage();
        Calling(Find(), stage);
        stage.Utter();
        stage.Commands.OfType<AbandonTool>().ShouldBeEmpty();
        stage.Transcribe("stop");
        Return("ordered", stage).Names().ShouldBe(["response.mcp_call.completed"]);
        stage.Speak("All right.").Names()[^1].ShouldBe("response.created");
        Texts(stage.Last<BeginResponse>().Prompt).ShouldContain("ordered");
    }

    // Approvals

    [Fact]
    public void A_call_that_needs_an_approval_is_asked_for_and_made_in_the_next_response()
    {
        var request = Requested();
        Approve(request, true).Names().ShouldBe(["conversation.item.added", "conversation.item.done"]);
        var events = _stage.Ask();
        events.Names().ShouldBe(["response.created", .. CallItem, "response.done", "response.mcp_call.in_progress"]);
        var call = events.Only<ConversationItemDone>().Item.ShouldBeOfType<McpCallItem>();
        (call.Name, call.Arguments, call.ApprovalRequestId).ShouldBe(("find", """{"q":"x"}""", request));
        Return("found").Names().ShouldBe(["response.mcp_call.completed", "response.created"]);
        Texts(_stage.Last<BeginResponse>().Prompt).ShouldBe(["user Hi", """find {"q":"x"}""", "found"]);
    }

    [Fact]
    public void A_client_may_answer_before_the_response_is_done()
    {
        Listed([Find() with { NeedsApproval = true }]);
        Ask();
        var events = _stage.Reply(new Called("find", "{}"));
        var request = events.Only<ConversationItemAdded>().Item.Id!;
        Approve(request, true).ShouldBeEmpty();
        _stage.Ask().ShouldBeEmpty();
        _stage.Reply(new Finished(1, 1)).Names().ShouldBe(
        [
            "conversation.item.done", "response.output_item.done", "response.done",
            "conversation.item.added", "conversation.item.done",
            "response.created", .. CallItem, "response.done", "response.mcp_call.in_progress",
        ]);
    }

    [Fact]
    public void A_call_that_is_not_approved_is_not_made_and_the_model_learns_it()
    {
        var request = Requested();
        Approve(request, false, "too dear");
        _stage.Ask().Names().ShouldBe(["response.created"]);
        _stage.Commands.OfType<RunTool>().ShouldBeEmpty();
        Texts(_stage.Last<BeginResponse>().Prompt)[^1].ShouldBe("""{"error":"The user did not approve this call: too dear"}""");
    }

    [Fact]
    public void A_request_is_answered_once_and_nothing_else_is_one()
    {
        var request = Requested();
        Approve(request, true);
        Approve(request, true).Error().Message.ShouldContain("was answered already");
        Approve("item_x", true).Error().Param.ShouldBe("item.approval_request_id");
        _stage.Ask().Names().Count(name => name == "response.mcp_call.in_progress").ShouldBe(1);
    }

    // What clients of other families do not see

    [Fact]
    public void Yandex_searches_are_waited_for_run_inside_and_never_shown()
    {
        var stage = new SessionStage(Story.Writing(), SessionPolicy.Yandex);
        stage.Say(new SessionUpdate(Patch.Of("""{"tools":[{"type":"function","name":"file_search","description":"vs_1","parameters":"{}"},{"type":"mcp","server_label":"crm","server_url":"https://crm.example/mcp"}]}""")))
            .Names().ShouldBe(["session.updated"]);
        stage.AddText("Hi");
        stage.Ask();
        stage.Commands.OfType<BeginResponse>().ShouldBeEmpty("the lists are not there");
        foreach (var list in stage.Commands.OfType<ListTools>().ToList())
        {
            stage.Handle(new ToolsListed(list.ListingId, [Function(list.Tool is McpTool ? "find" : "file_search", list.ListingId) with { NeedsApproval = list.Tool is McpTool }])).ShouldBeEmpty();
        }

        var begun = stage.Last<BeginResponse>();
        begun.Prompt.Functions.Select(function => (function.Name, function.IsShown)).ShouldBe([("file_search", false), ("find", false)]);
        begun.Prompt.Tools.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_looked_up_inside_a_response_is_remembered_though_it_was_cut_off()
    {
        var stage = new SessionStage(policy: SessionPolicy.Yandex);
        stage.AddText("How long?", "q");
        stage.Ask();
        var response = stage.Last<BeginResponse>().ResponseId;
        stage.Handle(new FunctionReturned(response, "file_search", """{"query":"warranty"}""", Found("Three years."))).ShouldBeEmpty();
        stage.Reply(new Said("The warranty"), new Sounded(Tone.Pcm16(200)));
        var item = stage.Events.OfType<ResponseOutputItemAdded>().Last().Item.Id;
        stage.Utter();
        stage.Transcribe("and then");
        Texts(stage.Last<BeginResponse>().Prompt)[..3].ShouldBe(["user How long?", """file_search {"query":"warranty"}""", "Three years."]);
        stage.Events.OfType<ConversationItemAdded>().Single(added => added.Item.Id == item).PreviousItemId.ShouldBe("q", "what is hidden is named nowhere");
    }

    [Fact]
    public void What_an_operator_gives_the_model_is_there_in_every_session_and_no_client_sees_it()
    {
        var stage = new SessionStage(Opened(Story.Writing()) with { OwnTools = [new FunctionTool("lookup"), new McpTool("crm")] });
        stage.Events.Names().ShouldBe(["session.created"]);
        stage.Commands.OfType<ListTools>().Select(list => list.IsOperators).ShouldBe([true, true]);
        foreach (var list in stage.Commands.OfType<ListTools>().ToList())
        {
            stage.Handle(new ToolsListed(list.ListingId, [Function(list.Tool is McpTool ? "find" : "lookup", list.ListingId)]));
        }

        stage.Say(new SessionUpdate(Patch.Of("""{"tools":[{"type":"function","name":"lookup"},{"type":"function","name":"mine"}]}""")));
        stage.AddText("Hi");
        stage.Ask();
        var prompt = stage.Last<BeginResponse>().Prompt;
        prompt.Functions.Select(function => (function.Name, function.IsShown)).ShouldBe([("lookup", false), ("find", false)]);
        prompt.Tools.ShouldHaveSingleItem().ShouldBeOfType<FunctionTool>().Name.ShouldBe("mine");
        stage.Commands.OfType<CloseTools>().ShouldBeEmpty();
    }

    // Sources

    [Fact]
    public void An_answer_names_its_sources_to_who_asked_for_them()
    {
        var stage = new SessionStage(Opened(Story.Writing()) with { TellsSources = true });
        var source = new Annotation(Annotation.File) { FileId = "file-1", Filename = "manual.md", Chunk = 2 };
        Calling(Find(), stage);
        stage.Reply(new Finished(1, 1)).Names().ShouldNotContain("parley.response.sources");
        stage.Handle(new McpCallReturned(stage.Last<RunTool>().ItemId, new("Three years.", null, [source, source])));
        var events = stage.Reply(new Said("Three years."), new Finished(1, 1));
        events.Names()[^2..].ShouldBe(["response.done", "parley.response.sources"]);
        var told = events.Only<ParleyResponseSources>();
        (told.ResponseId, told.ItemId).ShouldBe((events.Only<ResponseDone>().Response.Id, events.Only<ResponseOutputItemAdded>().Item.Id!));
        told.Annotations.ShouldBe([source]);
        Ask(stage);
        stage.Reply(new Said("Hello."), new Finished(1, 1)).Names().ShouldNotContain("parley.response.sources");
    }

    [Fact]
    public void Nobody_else_is_told_of_them()
    {
        Calling(Find());
        _stage.Reply(new Finished(1, 1));
        _stage.Handle(new McpCallReturned(_stage.Last<RunTool>().ItemId, new("Three years.", null, [new(Annotation.File) { FileId = "file-1" }])));
        _stage.Reply(new Said("Three years."), new Finished(1, 1)).Names().ShouldNotContain("parley.response.sources");
    }

    private static SessionOpened Opened(SessionConfig config) =>
        new(1, config, SessionPolicy.OpenAI, new LoudnessVoiceActivity().Name, "en") { At = DateTimeOffset.UnixEpoch, NoiseReducer = new GateNoiseReducer().Name, ContextTokens = 32_000 };

    private static ServerFunction Function(string name, string listing = "") => new(name, "crm", name, "Finds things.", JsonElement.Parse("""{"type":"object","properties":{"q":{"type":"string"}}}""")) { ListingId = listing };

    private static ServerFunction Find() => Function("find");

    private static ToolOutcome Found(string output) => new(output, null, []);

    // what the model reads, in a line each
    private static string[] Texts(Prompt prompt) => [.. prompt.Items.Select(item => item switch
    {
        MessageItem message => $"{message.Role.ToString().ToLowerInvariant()} {message.Text}",
        FunctionCallItem call => $"{call.Name} {call.Arguments}",
        FunctionCallOutputItem output => output.Output,
        _ => item.GetType().Name,
    })];

    private IReadOnlyList<ServerEvent> Declare(string more = "", SessionStage? stage = null) => (stage ?? _stage).Say(new SessionUpdate(Patch.Of(
        $$"""{"tools":[{"type":"mcp","server_label":"crm","server_url":"https://crm.example/mcp"}{{(more.Length > 0 ? $",{more}" : "")}}]}""")));

    private IReadOnlyList<ServerEvent> List(ServerFunction? function, SessionStage? stage = null)
    {
        stage ??= _stage;
        var listing = stage.Last<ListTools>().ListingId;
        return stage.Handle(new ToolsListed(listing, function is null ? null : [function with { ListingId = listing }]));
    }

    private void Listed(ServerFunction function, SessionStage? stage = null)
    {
        Declare(stage: stage);
        List(function, stage);
    }

    private void Listed(ServerFunction[] function, string more = "")
    {
        Declare(more);
        List(function.Single());
    }

    private IReadOnlyList<ServerEvent> Ask(SessionStage? stage = null)
    {
        stage ??= _stage;
        return [.. stage.AddText("Hi"), .. stage.Ask()];
    }

    private void Calling(ServerFunction function, SessionStage? stage = null)
    {
        Listed(function, stage);
        Ask(stage);
        (stage ?? _stage).Reply(new Called(function.Name, "{}"));
    }

    private IReadOnlyList<ServerEvent> Return(string output, SessionStage? stage = null)
    {
        stage ??= _stage;
        return stage.Handle(new McpCallReturned(stage.Last<RunTool>().ItemId, Found(output)));
    }

    private string Requested()
    {
        Listed(Find() with { NeedsApproval = true });
        Ask();
        var events = _stage.Reply(new Called("find", """{"q":"x"}"""), new Finished(1, 1));
        events.Names().ShouldBe(["response.output_item.added", "conversation.item.added", "conversation.item.done", "response.output_item.done", "response.done"]);
        var request = events.Only<ConversationItemDone>().Item.ShouldBeOfType<McpApprovalRequestItem>();
        (request.ServerLabel, request.Name, request.Arguments).ShouldBe(("crm", "find", """{"q":"x"}"""));
        return request.Id!;
    }

    private IReadOnlyList<ServerEvent> Approve(string request, bool approve, string? reason = null) =>
        _stage.Say(new ConversationItemCreate(new McpApprovalResponseItem(request, approve, reason)));
}
