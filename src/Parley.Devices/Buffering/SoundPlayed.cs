namespace Parley.Buffering;

/// <summary>Is told of sound at the moment when it goes to the loudspeaker; neither allocates nor waits.</summary>
internal delegate void SoundPlayed(ReadOnlySpan<short> samples);
