// npm openai-realtime-api, unchanged: the beta's reference client ported to TypeScript, with its strict model of a conversation.
import { RealtimeClient } from 'openai-realtime-api';
import { end, heard, key, next, play, sound, url, utterance } from './harness.mjs';

// what the client listens for without putting it into its conversation
const onlyListened = new Set([
  'session.created', 'session.updated', 'error', 'rate_limits.updated', 'conversation.created',
  'input_audio_buffer.committed', 'input_audio_buffer.cleared', 'conversation.item.input_audio_transcription.delta',
  'response.content_part.done', 'response.audio.done', 'response.audio_transcript.done', 'response.text.done',
  'response.function_call_arguments.done', 'response.done',
]);

async function connect(sessionConfig = {}) {
  const client = new RealtimeClient({ apiKey: key, url: `${url.replace(/^http/, 'ws')}/realtime`, sessionConfig });
  client.conversation.debug = true; // says on standard error what its conversation could not take
  client.realtime.on('server.*', event => heard(event, onlyListened.has(event.type) || event.type in client.conversation.EventProcessors));
  client.realtime.on('close', () => end('the server closed the connection'));
  await client.connect();
  await client.waitForSessionCreated();
  await next('session.updated');
  return client;
}

const samples = bytes => new Int16Array(new Uint8Array(bytes).buffer);
const items = client => client.conversation.getItems().map(({ type, role, status, formatted }) => `${role ?? type} ${status}: ${formatted.transcript || formatted.text}`);

await play({
  async configures() {
    const client = await connect({ instructions: 'Be brief.' });
    client.updateSession({ voice: 'echo' });
    const { session } = await next('session.updated');
    return { instructions: session.instructions, voice: session.voice, tokens: session.max_response_output_tokens };
  },

  async text() {
    const client = await connect({ modalities: ['text'] });
    client.sendUserMessageContent([{ type: 'input_text', text: 'What is the capital of France?' }]);
    await next('response.done');
    return { items: items(client) };
  },

  async speech() {
    const client = await connect({ turn_detection: { type: 'server_vad' } });
    client.appendInputAudio(samples(utterance()));
    await next('response.done');
    const [heard, said] = client.conversation.getItems();
    return { items: items(client), heardSamples: heard.formatted.audio.length, saidSamples: said.formatted.audio.length };
  },

  async manualSpeech() {
    const client = await connect();
    client.appendInputAudio(samples(sound(500)));
    client.createResponse();
    await next('response.done');
    return { items: items(client) };
  },

  async call() {
    const client = await connect({ modalities: ['text'] });
    const asked = [];
    const answer = ({ city }) => { asked.push(city); return { weather: 'rain' }; };
    client.addTool({ name: 'get_weather', description: 'The weather of a city', parameters: { type: 'object', properties: { city: { type: 'string' } } } }, answer);
    await next('session.updated');
    client.sendUserMessageContent([{ type: 'input_text', text: 'How is the weather in Oslo?' }]);
    await next('response.done');
    await next('response.done');
    return { asked, items: items(client) };
  },

  async bargeIn() {
    const client = await connect({ turn_detection: { type: 'server_vad' } });
    client.sendUserMessageContent([{ type: 'input_text', text: 'Tell me a long story.' }]);
    const { item_id } = await next('response.audio.delta');
    client.appendInputAudio(samples(sound(500)));
    const { response } = await next('response.done');
    client.realtime.send('conversation.item.truncate', { item_id, content_index: 0, audio_end_ms: 150 });
    await next('conversation.item.truncated');
    return { status: response.status, samples: client.conversation.getItem(item_id).formatted.audio.length };
  },

  async cancel() {
    const client = await connect();
    client.sendUserMessageContent([{ type: 'input_text', text: 'Tell me a long story.' }]);
    const { item_id } = await next('response.audio.delta');
    client.cancelResponse(item_id, 2400);
    const { response } = await next('response.done');
    const { audio_end_ms } = await next('conversation.item.truncated');
    return { status: response.status, audioEndMs: audio_end_ms };
  },
});
