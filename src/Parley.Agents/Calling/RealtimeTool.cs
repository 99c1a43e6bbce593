using Microsoft.Extensions.AI;

namespace Parley.Calling;

/// <summary>A function with what a live talk must know of it. Any other <see cref="AIFunction"/> is a tool too: it reads, and has 30 s.</summary>
public sealed class RealtimeTool(AIFunction function) : DelegatingAIFunction(function)
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    public ToolEffect Effect { get; init; } = ToolEffect.Read;

    /// <summary>For how long it may run; after that the model is told, and the talk goes on.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>What the agent says while the tool takes its time, such as "One moment, please."; null for nothing.</summary>
    public string? Filler { get; init; }

    /// <summary>After how long it says so.</summary>
    public TimeSpan FillerAfter { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Whether each call needs <c>ApproveAsync</c>; always so where the effect is <see cref="ToolEffect.Irreversible"/>, unless it is set to false.</summary>
    public bool? NeedsApproval { get; init; }

    internal bool IsApprovedFirst => NeedsApproval ?? Effect == ToolEffect.Irreversible;

    /// <summary>What is to be known of any function, also of one that is wrapped in others.</summary>
    internal static RealtimeTool Of(AIFunction function) => function switch
    {
        RealtimeTool tool => tool,
        _ when function.GetService<RealtimeTool>() is { } inner => new(function)
        {
            Effect = inner.Effect,
            Timeout = inner.Timeout,
            Filler = inner.Filler,
            FillerAfter = inner.FillerAfter,
            NeedsApproval = inner.NeedsApproval,
        },
        _ => new(function) { NeedsApproval = function.GetService<ApprovalRequiredAIFunction>() is not null ? true : null },
    };
}
