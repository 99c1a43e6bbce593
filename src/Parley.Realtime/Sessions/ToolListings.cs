using System.Text.Json;
using Parley.Conversations;
using Parley.Protocol;
using Parley.Responding;
using Parley.Tools;

namespace Parley.Sessions;

/// <summary>
/// What stands behind the declarations of tools that the server runs. A response waits a moment for the lists that it needs;
/// only those of a client's MCP servers, which are announced to it, it does not wait for, as the service does not.
/// </summary>
internal sealed class ToolListings(SessionOpened opened, Conversation conversation, Ids ids, ArmedTimers timers, SessionWriter writer)
{
    private const int MostKept = 32; // a client may declare others for each response
    private const int LongestName = 64;

    private readonly SessionPolicy _policy = opened.Policy;
    private readonly List<Listing> _listings = []; // oldest first

    /// <summary>The session's tools are these from now on; those of the operator always are.</summary>
    public void Declare(IReadOnlyList<Tool> tools)
    {
        var served = tools.Where(IsListed).Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _listings.FindAll(listing => listing is { IsSessions: true, IsOperators: false } && !served.Contains(listing.Key)))
        {
            Forget(gone);
        }

        foreach (var tool in opened.OwnTools)
        {
            Begin(tool, isSessions: true, isOperators: true);
        }

        foreach (var tool in tools.Where(IsListed))
        {
            Begin(tool, isSessions: true, isOperators: false);
        }
    }

    /// <summary>A response brings tools of its own.</summary>
    public void Declare(ResponsePlan plan)
    {
        foreach (var tool in plan.Tools.Where(IsListed))
        {
            Begin(tool, isSessions: false, isOperators: false);
        }
    }

    /// <summary>A list has come, or will not.</summary>
    public void Come(ToolsListed listed)
    {
        if (_listings.Find(each => each.Id == listed.ListingId) is not { IsPending: true } listing)
        {
            return; // forgotten meanwhile
        }

        listing.Functions = listed.Functions ?? [];
        listing.IsPending = false;
        if (listing.Shown is not { } entry)
        {
            return;
        }

        if (listed.Functions is null)
        {
            writer.Emit(new McpListToolsFailed(entry.Id));
            return;
        }

        writer.Emit(new McpListToolsCompleted(entry.Id));
        entry.Item = ((McpListToolsItem)entry.Item) with
        {
            Tools = [.. listing.Functions.Select(each => new McpToolDescription(each.ToolName, each.Description, each.InputSchema, each.Annotations))],
        };
        if (conversation.Holds(entry)) // clients delete what they like
        {
            writer.Emit(new ConversationItemDone(conversation.Previous(entry), entry.Item));
        }
    }

    /// <summary>Whether a response with this plan has to wait.</summary>
    public bool AreAwaited(ResponsePlan plan) => Of(plan).Any(listing => listing.IsAwaited);

    /// <param name="isWaiting">Whether a response waits: patience begins with it, and ends with it.</param>
    public void Time(bool isWaiting)
    {
        if (!isWaiting || !_listings.Exists(listing => listing.IsAwaited))
        {
            timers.Disarm(SessionTimer.Listings);
        }
        else if (!timers.IsArmed(SessionTimer.Listings))
        {
            timers.Arm(SessionTimer.Listings, opened.ToolRules.ListingPatience);
        }
    }

    /// <summary>The lists that have not come by now are not waited for.</summary>
    public void GiveUp() => _listings.ForEach(listing => listing.IsGivenUp = true);

    /// <summary>The plan with the functions that the server can run for it, and the declarations that it sees to.</summary>
    public ResponsePlan Complete(ResponsePlan plan)
    {
        var taken = plan.Tools.OfType<FunctionTool>().Where(tool => !IsServed(tool)).Select(tool => tool.Name).ToHashSet(StringComparer.Ordinal);
        var canBeAsked = _policy.ShowsServerTools && !plan.IsOutOfBand;
        List<ServerFunction> functions = [];
        foreach (var listing in Of(plan))
        {
            foreach (var function in listing.Functions)
            {
                var needsApproval = NeedsApproval(function, listing);
                if (!needsApproval || canBeAsked)
                {
                    var isShown = needsApproval || (IsShown(listing) && !plan.IsOutOfBand);
                    functions.Add(function with { Name = Free(function, taken), NeedsApproval = needsApproval, IsShown = isShown });
                }
            }
        }

        return plan with { Functions = functions, Served = [.. plan.Tools.Where(IsServed)] };
    }

    private void Begin(Tool tool, bool isSessions, bool isOperators)
    {
        var key = KeyOf(tool);
        if (_listings.Find(each => each.Key == key && each.IsOperators == isOperators) is { } known)
        {
            known.IsSessions |= isSessions;
            return;
        }

        if (_listings.Count >= MostKept && _listings.Find(each => !each.IsSessions) is { } oldest)
        {
            Forget(oldest);
        }

        var listing = new Listing(ids.Item(), key, tool, isOperators) { IsSessions = isSessions };
        _listings.Add(listing);
        if (tool is McpTool mcp && IsShown(listing))
        {
            listing.Shown = conversation.Add(new McpListToolsItem(mcp.ServerLabel, []) { Id = listing.Id });
            writer.Emit(new ConversationItemAdded(conversation.Previous(listing.Shown), listing.Shown.Item));
            writer.Emit(new McpListToolsInProgress(listing.Id));
        }

        writer.Execute(new ListTools(listing.Id, tool, isOperators));
    }

    private void Forget(Listing listing)
    {
        _listings.Remove(listing);
        writer.Execute(new CloseTools(listing.Id));
    }

    private IEnumerable<Listing> Of(ResponsePlan plan)
    {
        var keys = plan.Tools.Where(IsListed).Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        return _listings.Where(listing => listing.IsOperators || keys.Contains(listing.Key));
    }

    private bool IsServed(Tool tool) => tool is not FunctionTool function || _policy.ServerRunFunctions.Contains(function.Name) || IsOperators(function);

    private bool IsListed(Tool tool) => IsServed(tool) && !(tool is FunctionTool function && IsOperators(function));

    // the operator's function goes before a client's of the same name
    private bool IsOperators(FunctionTool function) => opened.OwnTools.OfType<FunctionTool>().Any(own => own.Name == function.Name);

    private bool IsShown(Listing listing) => _policy.ShowsServerTools && !listing.IsOperators && listing.Tool is not FunctionTool;

    // where clients cannot be asked, silence is consent; a plain no is not
    private bool NeedsApproval(ServerFunction function, Listing listing) =>
        function.NeedsApproval && (_policy.ShowsServerTools || listing.Tool is McpTool { RequireApproval: not null });

    private static string KeyOf(Tool tool) => JsonSerializer.Serialize(tool, ProtocolJson.Strict.TypeInfo<Tool>());

    private static string Free(ServerFunction function, HashSet<string> taken)
    {
        if (taken.Add(function.Name))
        {
            return function.Name;
        }

        var stem = new string([.. $"{function.ServerLabel}_{function.Name}".Select(each => char.IsAsciiLetterOrDigit(each) ? each : '_').Take(LongestName - 3)]);
        var name = stem;
        for (var number = 2; !taken.Add(name); number++)
        {
            name = $"{stem}_{number}";
        }

        return name;
    }

    private sealed class Listing(string id, string key, Tool tool, bool isOperators)
    {
        public string Id => id;

        public string Key => key;

        public Tool Tool => tool;

        public bool IsOperators => isOperators;

        /// <summary>The session has it, and not one response alone.</summary>
        public bool IsSessions { get; set; }

        public bool IsPending { get; set; } = true;

        public bool IsGivenUp { get; set; }

        public bool IsAwaited => IsPending && !IsGivenUp && !(IsSessions && Shown is not null);

        /// <summary>Where the client is told of it.</summary>
        public ConversationEntry? Shown { get; set; }

        public IReadOnlyList<ServerFunction> Functions { get; set; } = [];
    }
}
