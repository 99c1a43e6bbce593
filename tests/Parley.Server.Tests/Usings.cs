global using Microsoft.Extensions.DependencyInjection;
global using Parley.Engines;
global using Parley.Server;
