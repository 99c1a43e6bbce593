// npm openai, unchanged: the generally available protocol, through the class for Node or the one for browsers.
import OpenAI from 'openai';
import { OpenAIRealtimeWebSocket } from 'openai/realtime/websocket';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { serverEventTypes } from './event-types.mjs';
import { append, ask, calledTurn, end, heard, joined, key, next, play, sound, spokenTurn, url, utterance, weather } from './harness.mjs';

const Session = process.argv[3] === 'browser' ? OpenAIRealtimeWebSocket : OpenAIRealtimeWS;
const known = serverEventTypes('openai/resources/realtime/realtime');
const client = new OpenAI({ apiKey: key, baseURL: url });

async function connect(target = { model: 'gpt-realtime' }, by = client) {
  const session = new Session(target, by);
  session.on('event', event => heard(event, known.has(event.type)));
  session.on('error', failure => failure.error || end(`the client failed: ${failure.message} ${failure.cause ?? ''}`));
  return { session, created: await next('session.created') };
}

async function configured(settings) {
  const { session } = await connect();
  session.send({ type: 'session.update', session: { type: 'realtime', ...settings } });
  await next('session.updated');
  return session;
}

await play({
  async configures() {
    const { session, created } = await connect();
    session.send({ type: 'session.update', session: { type: 'realtime', instructions: 'Be brief.' } });
    const { session: updated } = await next('session.updated');
    return { model: created.session.model, instructions: updated.instructions };
  },

  async text() {
    const session = await configured({ output_modalities: ['text'] });
    ask(session, 'What is the capital of France?');
    const { response } = await next('response.done');
    return { status: response.status, usage: response.usage.total_tokens, text: joined('response.output_text.delta') };
  },

  async speech() {
    const session = await configured({ audio: { input: { transcription: { model: 'whisper-1' } } } });
    return await spokenTurn(session, 'response.output_audio_transcript.delta', 'response.output_audio.delta');
  },

  async call() {
    const session = await configured({ output_modalities: ['text'], tools: weather });
    return await calledTurn(session, 'response.output_text.delta');
  },

  async bargeIn() {
    const session = await configured({});
    ask(session, 'Tell me a long story.');
    const { item_id } = await next('response.output_audio.delta');
    append(session, sound(500));
    const { response } = await next('response.done');
    session.send({ type: 'conversation.item.truncate', item_id, content_index: 0, audio_end_ms: 150 });
    const truncated = await next('conversation.item.truncated');
    return {
      status: response.status,
      reason: response.status_details.reason,
      itemStatus: response.output[0].status,
      sameItem: truncated.item_id === item_id,
      audioEndMs: truncated.audio_end_ms,
    };
  },

  async outOfBand() {
    const { session } = await connect();
    session.send({
      type: 'response.create',
      response: {
        conversation: 'none',
        metadata: { topic: 'classification' },
        output_modalities: ['text'],
        input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Is this spam?' }] }],
      },
    });
    const { response } = await next('response.done');
    return { metadata: response.metadata, conversation: response.conversation_id, text: joined('response.output_text.delta') };
  },

  async ephemeralKey() {
    const secret = await client.realtime.clientSecrets.create({ session: { type: 'realtime', model: 'gpt-realtime', instructions: 'Be brief.' } });
    const { session, created } = await connect({ model: 'gpt-realtime' }, new OpenAI({ apiKey: secret.value, baseURL: url }));
    ask(session, 'Hello?');
    const { response } = await next('response.done');
    return { prefix: secret.value.slice(0, 3), instructions: created.session.instructions, status: response.status };
  },

  async transcription() {
    const { session, created } = await connect({ intent: 'transcription' });
    session.send({ type: 'session.update', session: { type: 'transcription', audio: { input: { transcription: { model: 'gpt-4o-transcribe' } } } } });
    await next('session.updated');
    append(session, utterance());
    const { transcript, usage } = await next('conversation.item.input_audio_transcription.completed');
    return { type: created.session.type, transcript, usage: usage.type };
  },

  async wrongKey() {
    const session = new Session({ model: 'gpt-realtime' }, new OpenAI({ apiKey: 'sk-wrong', baseURL: url }));
    session.on('event', event => heard(event, known.has(event.type)));
    const refusal = await new Promise(resolve => session.on('error', resolve));
    return { code: refusal.error?.code };
  },
});
