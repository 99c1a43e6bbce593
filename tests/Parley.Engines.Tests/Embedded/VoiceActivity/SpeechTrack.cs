namespace Parley.Embedded.VoiceActivity;

/// <summary>Utterances of several voices with pauses between them, at 16 kHz, and where each of them is.</summary>
/// <param name="Samples">The sound.</param>
/// <param name="Utterances">From the first to the last audible sample of each.</param>
internal sealed record SpeechTrack(short[] Samples, IReadOnlyList<Range> Utterances)
{
    private const int SampleRate = 16000;
    private const double SpeechRms = 2300; // -23 dBFS

    private static readonly Lazy<SpeechTrack> Made = new(Make);
    private static readonly Lazy<short[]> Crowd = new(MakeCrowd);

    /// <summary>Without any noise; made once for all tests, since flite's voices never say anything twice the same.</summary>
    public static SpeechTrack Quiet => Made.Value;

    public SpeechTrack WithWhiteNoise(double snrDb)
    {
        var random = new Random(3);
        return With([.. Samples.Select(_ => (random.NextDouble() + random.NextDouble() + random.NextDouble()) - 1.5)], snrDb);
    }

    public SpeechTrack WithBabble(double snrDb) => With([.. Crowd.Value.Select(sample => (double)sample)], snrDb);

    /// <summary>As a microphone turned down hears it.</summary>
    public SpeechTrack Quieter(double db) => this with { Samples = [.. Samples.Select(sample => (short)Math.Round(sample * Math.Pow(10, -db / 20)))] };

    /// <summary>With longer pauses, also before the first utterance.</summary>
    public SpeechTrack Apart(double seconds)
    {
        var more = new short[(int)(seconds * SampleRate)];
        var samples = new List<short>(more);
        var utterances = new List<Range>();
        var at = 0;
        foreach (var utterance in Utterances)
        {
            samples.AddRange(Samples[at..utterance.End.Value]);
            utterances.Add((samples.Count - (utterance.End.Value - utterance.Start.Value))..samples.Count);
            samples.AddRange(more);
            at = utterance.End.Value;
        }

        return new([.. samples, .. Samples[at..]], utterances);
    }

    /// <summary>Over a background, which has a value for every sample.</summary>
    public SpeechTrack Over(Func<int, double> background) =>
        this with { Samples = [.. Samples.Select((speech, n) => (short)Math.Clamp(Math.Round(speech + background(n)), short.MinValue, short.MaxValue))] };

    private SpeechTrack With(double[] noise, double snrDb)
    {
        var gain = SpeechRms / Rms(noise) * Math.Pow(10, -snrDb / 20);
        return this with
        {
            Samples = [.. Samples.Zip(noise, (speech, other) => (short)Math.Clamp(speech + (other * gain), short.MinValue, short.MaxValue))],
        };
    }

    private static SpeechTrack Make()
    {
        (string Voice, string Text, double PauseSeconds)[] script =
        [
            ("slt", "What time does the library open on Saturday?", 1.2),
            ("rms", "I would like to change my appointment to next week.", 2.5),
            ("kal16", "Please turn off the lights in the kitchen.", .8),
            ("slt", "Yes, that is right.", 1.7),
            ("rms", "How long does it take to get to the station from here?", 1),
            ("kal16", "No thank you, that will be all for today.", 2.1),
        ];
        var samples = new List<short>(new short[SampleRate]);
        var utterances = new List<Range>();
        foreach (var (voice, text, pause) in script)
        {
            var speech = Audible(FliteSpeech.Say(voice, text));
            var gain = SpeechRms / Rms([.. speech.Select(sample => (double)sample)]);
            utterances.Add(samples.Count..(samples.Count + speech.Length));
            samples.AddRange(speech.Select(sample => (short)Math.Clamp(sample * gain, short.MinValue, short.MaxValue)));
            samples.AddRange(new short[(int)(pause * SampleRate)]);
        }

        return new([.. samples], utterances);
    }

    /// <summary>A dozen people at once, each beginning somewhere in what they have to say.</summary>
    private static short[] MakeCrowd()
    {
        (string Voice, string Text)[] people =
        [
            ("awb", "The meeting was moved to the afternoon because the room was taken in the morning."),
            ("kal16", "Nobody knew who had left the window open over the weekend."),
            ("slt", "We walked along the harbour until it began to rain."),
            ("rms", "There is a new bakery at the corner and it is always full."),
        ];
        var voices = people.Select(person => FliteSpeech.Say(person.Voice, person.Text)).ToArray();
        var random = new Random(5);
        var crowd = new double[Quiet.Samples.Length];
        for (var person = 0; person < 12; person++)
        {
            var voice = voices[person % voices.Length];
            var start = random.Next(voice.Length);
            for (var n = 0; n < crowd.Length; n++) crowd[n] += voice[(start + n) % voice.Length] / 12d;
        }

        return [.. crowd.Select(sample => (short)sample)];
    }

    private static short[] Audible(short[] speech)
    {
        const int Frame = 160;
        var levels = speech.Chunk(Frame).Select(frame => Rms([.. frame.Select(sample => (double)sample)])).ToArray();
        var line = levels.Max() * .04;
        return speech[(Array.FindIndex(levels, level => level > line) * Frame)..Math.Min((Array.FindLastIndex(levels, level => level > line) + 1) * Frame, speech.Length)];
    }

    private static double Rms(double[] samples) => Math.Sqrt(samples.Average(sample => sample * sample));
}
