namespace Parley.Hosting;

/// <summary>What a Parley server serves, to whom and how much: the content of <c>parley.json</c>.</summary>
public sealed class ParleyOptions
{
    /// <summary>Models by name; none means one, <c>parley</c>, of the first engine of each kind.</summary>
    public IDictionary<string, ModelOptions> Models { get; set; } = new Dictionary<string, ModelOptions>();

    /// <summary>Names that clients may ask for (<c>*</c> stands for any characters), each with the model that is meant; tried before the usual ones.</summary>
    public IDictionary<string, string> Aliases { get; set; } = new Dictionary<string, string>();

    /// <summary>
    /// Names that clients may choose a recogniser by, their <c>transcription.model</c> (<c>*</c> stands for any characters), each with the
    /// speech-to-text engine that is meant; tried before the names that clients have built in, which mean the model's own.
    /// </summary>
    public IDictionary<string, string> TranscriptionModels { get; set; } = new Dictionary<string, string>();

    /// <summary>API keys; none means the development key, from loopback only.</summary>
    public IList<KeyOptions> Keys { get; set; } = [];

    /// <summary>Origins of web pages that may connect, besides those of this machine and of the server itself: <c>https://example.com</c>.</summary>
    public IList<string> AllowedOrigins { get; set; } = [];

    public SecretOptions Secrets { get; set; } = new();

    public LimitOptions Limits { get; set; } = new();

    public ServerOptions Server { get; set; } = new();
}

/// <summary>A model: names of engines, each the first registered where nothing is said, and what sessions begin with.</summary>
public sealed class ModelOptions
{
    public string? VoiceActivity { get; set; }

    public string? NoiseReducer { get; set; }

    public string? SpeechToText { get; set; }

    public string? Chat { get; set; }

    public string? TextToSpeech { get; set; }

    /// <summary>The voice of a session that names none.</summary>
    public string? Voice { get; set; }

    /// <summary>ISO 639-1, for clients that name no language.</summary>
    public string? Language { get; set; }

    /// <summary>What the model is told when a client gives no instructions.</summary>
    public string? Instructions { get; set; }

    /// <summary>Tokens that the chat engine can hold, its answer included.</summary>
    public int? ContextTokens { get; set; }

    /// <summary>How long a session with it may live; null leaves it to the limits, and then to the client's dialect.</summary>
    public int? SessionMinutes { get; set; }
}

/// <summary>Client secrets: what an application makes for those that must not know its API key.</summary>
public sealed class SecretOptions
{
    /// <summary>The folder of the keys that sign them. Servers that share it accept each other's; without it, secrets are good for the server that made them, until it stops.</summary>
    public string? KeyRing { get; set; }
}

/// <summary>How much is enough.</summary>
public sealed class LimitOptions
{
    public int MaxSessions { get; set; } = 1000;

    public int MaxSessionsPerKey { get; set; } = 1000;

    /// <summary>How busy the server's cores may be before new sessions are refused; 0 for any load.</summary>
    public int MaxCpuPercent { get; set; } = 85;

    /// <summary>How late work may run, again and again, before new sessions are refused; 0 for any time.</summary>
    public int MaxLatenessMs { get; set; } = 20;

    /// <summary>What may wait to be handled or to be sent, of all clients together, before new sessions are refused.</summary>
    public long MaxBufferedBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>The longest message of a client; a longer one closes its connection with 1009.</summary>
    public int MaxMessageBytes { get; set; } = 24 * 1024 * 1024;

    /// <summary>In how many pieces a message may come; more close the connection with 1009.</summary>
    public int MaxFragments { get; set; } = 64 * 1024;

    /// <summary>What may wait to be handled of one client's messages; while there is more, its socket is not read.</summary>
    public int InboxBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>What may wait to be sent to one client; more closes its connection with 1013.</summary>
    public int OutboxBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How long sending one message may take before the client counts as gone.</summary>
    public int SendTimeoutSeconds { get; set; } = 15;

    /// <summary>How long a client may be silent before it is pinged.</summary>
    public int PingSeconds { get; set; } = 20;

    /// <summary>How long a client may leave a ping unanswered before it counts as gone.</summary>
    public int PongSeconds { get; set; } = 20;

    /// <summary>How long a connection may take from its first byte of TCP to its first whole request.</summary>
    public int OpeningSeconds { get; set; } = 10;

    /// <summary>How long running responses may go on once the server was told to stop.</summary>
    public int DrainSeconds { get; set; } = 25;

    /// <summary>Responses that a session may ask for in a minute; null for any number.</summary>
    public int? SessionRequestsPerMinute { get; set; }

    /// <summary>Tokens that the responses of a session may cost in a minute; null for any number.</summary>
    public int? SessionTokensPerMinute { get; set; }

    /// <summary>How long a session may live; null leaves it to the client's dialect.</summary>
    public int? MaxSessionMinutes { get; set; }

    /// <summary>How long a session may have no event of its client and no response; null is for ever.</summary>
    public int? IdleSessionSeconds { get; set; }
}

/// <summary>Where the server listens.</summary>
public sealed class ServerOptions
{
    /// <summary>An IP address, <c>localhost</c>, or <c>*</c> for all of this machine's addresses.</summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>0 picks a free one.</summary>
    public int Port { get; set; } = 8080;

    /// <summary>TLS; null is plain HTTP.</summary>
    public HttpsOptions? Https { get; set; }
}

/// <summary>With which certificate the server speaks TLS; without one, with a development certificate of its own making.</summary>
public sealed record HttpsOptions
{
    /// <summary>A PEM file (the server's certificate first, then its chain) or a PKCS#12 (PFX) file.</summary>
    public string? Certificate { get; set; }

    /// <summary>The private key in PEM, where it is not in the certificate's file.</summary>
    public string? CertificateKey { get; set; }

    /// <summary>A file with the password of the key or of the PFX.</summary>
    public string? CertificatePasswordFile { get; set; }

    /// <summary>Where the development certificate is kept; null is <c>parley</c> in the user's data directory.</summary>
    public string? DevelopmentFolder { get; set; }
}
