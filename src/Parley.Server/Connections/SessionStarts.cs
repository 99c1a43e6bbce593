using Parley.Hosting;
using Parley.Protocol;
using Parley.Sessions;

namespace Parley.Connections;

/// <summary>Makes what sessions start with, from what a client asks for in its address and what was said for it beforehand.</summary>
internal sealed class SessionStarts(ModelCatalog models, SessionFactory sessions)
{
    /// <param name="said">Beforehand. What it names goes before what the address does: a secret's holder does not choose another model.</param>
    /// <exception cref="InvalidRequestException">What is wrong with the wish.</exception>
    public SessionStart Make(SessionRequest asked, SessionPatch? said, ApiKey key, SessionPolicy policy)
    {
        var isTranscription = said is null ? asked.TranscribesOnly : Text(said, "type") == "transcription";
        if (asked.TranscribesOnly && !isTranscription)
        {
            throw new InvalidRequestException("invalid_value", "Invalid 'intent': the client secret is for a realtime session, not for 'transcription'.", "intent");
        }

        var (name, param) = said is not null && Text(said, "model") is { } stored ? (stored, "session.model") : (asked.Model, "model");
        var model = name is null ? models.Default : models.Find(name) ?? throw Unknown(name, param);
        if (name is not null && !key.Covers(name))
        {
            throw new InvalidRequestException(
                Refusal.NotPermitted, $"The API key '{key.Name}' is for the folder '{key.Folder}', and '{name}' is in the folder '{ApiKey.FolderOf(name)}'.", param);
        }

        SessionConfig config = isTranscription ? SessionFactory.DefaultTranscriptionConfig() : SessionFactory.DefaultConfig(model, name ?? model.Name);
        return new(model, said is null ? config : sessions.Configure(model, config, policy, said));
    }

    /// <exception cref="InvalidRequestException">The address names no model where it has to.</exception>
    public void CheckNamed(SessionRequest asked)
    {
        if (asked.Model is null && !asked.TranscribesOnly)
        {
            throw new InvalidRequestException("missing_model", $"Missing required parameter: 'model'. Connect with '?model=' and one of: {Listed()}.", "model");
        }
    }

    private InvalidRequestException Unknown(string name, string param) =>
        new("invalid_model", $"Invalid value: '{name}'. Supported models are: {Listed()}.", param);

    private string Listed() => string.Join(", ", models.Names.Select(name => $"'{name}'"));

    private static string? Text(SessionPatch said, string member) =>
        said.Json.TryGetProperty(member, out var value) && value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A model, and what its session is configured like when it begins.</summary>
internal sealed record SessionStart(Pipeline Model, SessionConfig Config);
