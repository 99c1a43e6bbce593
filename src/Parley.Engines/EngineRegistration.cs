using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Parley.Listening;

namespace Parley.Engines;

/// <summary>Puts engines into the <see cref="EngineCatalog"/>. One of each name is shared by all sessions; only voice activity and noise reducers are made for each session.</summary>
public static class EngineRegistration
{
    /// <param name="make">Makes a model for one session's stream.</param>
    public static IServiceCollection AddVoiceActivity(this IServiceCollection services, string name, Func<IServiceProvider, IVoiceActivityModel> make) =>
        services.AddEngine<Func<IVoiceActivityModel>>(name, provider => () => make(provider));

    /// <param name="make">Makes a reducer for one session's stream.</param>
    public static IServiceCollection AddNoiseReducer(this IServiceCollection services, string name, Func<IServiceProvider, INoiseReducer> make) =>
        services.AddEngine<Func<INoiseReducer>>(name, provider => () => make(provider));

    public static IServiceCollection AddSpeechToText(this IServiceCollection services, string name, Func<IServiceProvider, ISpeechToTextClient> make) =>
        services.AddEngine(name, make);

    public static IServiceCollection AddChat(this IServiceCollection services, string name, Func<IServiceProvider, IChatClient> make) =>
        services.AddEngine(name, make);

    public static IServiceCollection AddTextToSpeech(this IServiceCollection services, string name, Func<IServiceProvider, ITextToSpeechClient> make) =>
        services.AddEngine(name, make);

    private static IServiceCollection AddEngine<TEngine>(this IServiceCollection services, string name, Func<IServiceProvider, TEngine> make)
        where TEngine : class
    {
        services.TryAddSingleton<EngineCatalog>();
        services.AddSingleton(new EngineName(typeof(TEngine), name));
        return services.AddKeyedSingleton(name, (provider, _) => make(provider));
    }
}
