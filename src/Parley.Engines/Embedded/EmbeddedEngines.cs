using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Parley.Audio;
using Parley.Embedded.Noise;
using Parley.Embedded.PocketSphinx;
using Parley.Embedded.Rules;
using Parley.Embedded.VoiceActivity;
using Parley.Embedded.Voices;
using Parley.Engines;
using Parley.Sessions;

namespace Parley.Embedded;

/// <summary>The engines that come with Parley: no account, no GPU, no download.</summary>
public static class EmbeddedEngines
{
    /// <summary>Registers them under the names that a configuration gives them.</summary>
    public static IServiceCollection AddEmbeddedEngines(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        if (WebRtc.IsAvailable)
        {
            services.AddNoiseReducer("webrtc", _ => new WebRtcNoiseReducer());
        }

        return services
            .AddVoiceActivity("embedded", _ => EmbeddedVoiceActivity.Create())
            .AddSpeechToText("pocketsphinx", _ => new PocketSphinxSpeechToText())
            .AddChat("parley-rules", provider => new RulesChatClient(provider.GetRequiredService<TimeProvider>()))
            .AddTextToSpeech("embedded", _ => new EmbeddedTextToSpeech());
    }

    /// <summary>A model of these engines, whatever a configuration says; the caller disposes of them after the server.</summary>
    /// <exception cref="DllNotFoundException">One is not installed; the message has the command that brings it.</exception>
    public static Pipeline Model(string name, TimeProvider time) =>
        new(name, EmbeddedVoiceActivity.Create, new PocketSphinxSpeechToText(), new RulesChatClient(time), new EmbeddedTextToSpeech())
        {
            NoiseReducer = WebRtc.IsAvailable ? () => new WebRtcNoiseReducer() : null,
        };
}
