namespace Parley.Devices;

/// <summary>Which way sound goes.</summary>
internal enum Direction
{
    Input,
    Output,
}
