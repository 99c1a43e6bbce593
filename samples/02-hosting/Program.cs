using Parley.Embedded;
using Parley.Server;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddEmbeddedEngines().AddParley(options => options.Keys.Add(builder.Configuration["Parley:Key"] ?? "a-key-for-trying-out"));
var app = builder.Build();
app.MapParley();
app.Run();
