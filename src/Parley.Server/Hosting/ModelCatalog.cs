using System.IO.Enumeration;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Parley.Engines;
using Parley.Listening;
using Parley.Sessions;

namespace Parley.Hosting;

/// <summary>The models by name, and the other names that clients have for them.</summary>
internal sealed partial class ModelCatalog
{
    /// <summary>The model of the first engine of each kind, which is there when no model is; and the one that is meant where none is named.</summary>
    public const string DefaultName = "parley";

    // what clients hard-code
    private static readonly string[] UsualNames = ["gpt-realtime*", "gpt-4o-realtime-preview*", "gpt-4o-mini-realtime-preview*", "gpt://*/speech-realtime-*"];

    private readonly Dictionary<string, Pipeline> _models = [];
    private readonly List<(string Pattern, Pipeline Model)> _aliases = [];

    /// <param name="pipelines">Models that the program made itself.</param>
    /// <exception cref="ParleyStartupException">A model names an engine, or an alias a model, that there is none of.</exception>
    public ModelCatalog(ParleyOptions options, EngineCatalog engines, IEnumerable<Pipeline> pipelines, ILogger<ModelCatalog> log)
    {
        var recognizers = options.TranscriptionModels
            .Select(model => new TranscriptionModel(model.Key, Engine<ISpeechToTextClient>(engines, model.Value, $"transcriptionModels.{model.Key}").Engine))
            .ToList();
        foreach (var pipeline in pipelines)
        {
            _models[pipeline.Name] = pipeline with { TranscriptionModels = [.. recognizers, .. pipeline.TranscriptionModels] };
        }

        foreach (var (name, model) in options.Models)
        {
            _models[name] = Make(name, model, engines, recognizers, log);
        }

        if (_models.Count == 0)
        {
            _models[DefaultName] = Make(DefaultName, new(), engines, recognizers, log);
        }

        Default = _models[_models.ContainsKey(DefaultName) ? DefaultName : options.Models.Keys.FirstOrDefault() ?? _models.First().Key];
        _aliases.AddRange(options.Aliases.Select(alias => (alias.Key, Meant(alias.Key, alias.Value))));
        _aliases.AddRange(UsualNames.Select(name => (name, Default)));
    }

    /// <summary>The model of a session that names none.</summary>
    public Pipeline Default { get; }

    public IEnumerable<string> Names => _models.Keys;

    /// <summary>The names that a list can show: an alias with more than an ending left open is none.</summary>
    public IEnumerable<string> NamesAndAliases => _models.Keys
        .Concat(_aliases.Select(alias => alias.Pattern.TrimEnd('*')).Where(name => name.Length > 0 && !name.Contains('*')))
        .Distinct();

    /// <summary>The model that a client means, or null.</summary>
    public Pipeline? Find(string name) =>
        _models.GetValueOrDefault(name) ?? _aliases.Find(alias => FileSystemName.MatchesSimpleExpression(alias.Pattern, name)).Model;

    private Pipeline Meant(string alias, string name) => _models.GetValueOrDefault(name)
        ?? throw new ParleyStartupException($"'aliases.{alias}' names the model '{name}', which there is none of; expected {Listed(Names)}.");

    private static Pipeline Make(string name, ModelOptions model, EngineCatalog engines, IEnumerable<TranscriptionModel> recognizers, ILogger log)
    {
        var (voiceActivity, listens) = Engine<Func<IVoiceActivityModel>>(engines, model.VoiceActivity, $"models.{name}.voiceActivity");
        var (speechToText, transcribes) = Engine<ISpeechToTextClient>(engines, model.SpeechToText, $"models.{name}.speechToText");
        var (chat, thinks) = Engine<IChatClient>(engines, model.Chat, $"models.{name}.chat");
        var (textToSpeech, speaks) = Engine<ITextToSpeechClient>(engines, model.TextToSpeech, $"models.{name}.textToSpeech");
        var hasReducer = model.NoiseReducer is not null || engines.Names<Func<INoiseReducer>>().Count > 0;
        var (noiseReducer, quiets) = hasReducer ? Engine<Func<INoiseReducer>>(engines, model.NoiseReducer, $"models.{name}.noiseReducer") : (null, "none");
        Log.ModelServed(log, name, listens, quiets, transcribes, thinks, speaks);
        var pipeline = new Pipeline(name, voiceActivity, speechToText, chat, textToSpeech) { Language = model.Language, NoiseReducer = noiseReducer };
        return pipeline with
        {
            TranscriptionModels = [.. recognizers, .. pipeline.TranscriptionModels, new(transcribes)],
            Voice = model.Voice ?? pipeline.Voice,
            Instructions = model.Instructions ?? pipeline.Instructions,
            ContextTokens = model.ContextTokens ?? pipeline.ContextTokens,
            SessionLifetime = model.SessionMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
        };
    }

    private static (TEngine Engine, string Name) Engine<TEngine>(EngineCatalog engines, string? name, string at)
        where TEngine : class
    {
        var names = engines.Names<TEngine>();
        var asked = name ?? (names.Count > 0 ? names[0] : throw new ParleyStartupException($"'{at}' has no engine, for none of its kind is registered."));
        return engines.Find<TEngine>(asked) is { } engine
            ? (engine, asked)
            : throw new ParleyStartupException($"'{at}' names the engine '{asked}', which there is none of; expected {(names.Count > 0 ? Listed(names) : "an engine of its kind to be registered")}.");
    }

    private static string Listed(IEnumerable<string> names) => string.Join(" or ", names.Select(each => $"'{each}'"));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Model '{Model}': voice activity {VoiceActivity}, noise reducer {NoiseReducer}, speech to text {SpeechToText}, chat {Chat}, text to speech {TextToSpeech}")]
        public static partial void ModelServed(ILogger log, string model, string voiceActivity, string noiseReducer, string speechToText, string chat, string textToSpeech);
    }
}
