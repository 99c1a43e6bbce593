using Microsoft.Extensions.DependencyInjection;

namespace Parley.Engines;

/// <summary>The engines by name, as configuration speaks of them. An engine is made when it is first looked up.</summary>
/// <remarks>The kinds are <c>Func&lt;IVoiceActivityModel&gt;</c>, <c>Func&lt;INoiseReducer&gt;</c>, <c>ISpeechToTextClient</c>, <c>IChatClient</c> and <c>ITextToSpeechClient</c>.</remarks>
public sealed class EngineCatalog(IServiceProvider services, IEnumerable<EngineName> names)
{
    /// <summary>The names of a kind in the order in which they were registered: the first is the default.</summary>
    public IReadOnlyList<string> Names<TEngine>() => [.. names.Where(each => each.Kind == typeof(TEngine)).Select(each => each.Name).Distinct()];

    /// <summary>The engine of that name, or null if nobody registered one.</summary>
    public TEngine? Find<TEngine>(string name)
        where TEngine : class => services.GetKeyedService<TEngine>(name);
}

/// <summary>Says that there is an engine of a kind.</summary>
public sealed record EngineName(Type Kind, string Name);
