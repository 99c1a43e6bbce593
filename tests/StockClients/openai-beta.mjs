// npm openai, unchanged: its class for the retired beta, which speaks beta names both ways.
import OpenAI from 'openai';
import { OpenAIRealtimeWS } from 'openai/beta/realtime/ws';
import { serverEventTypes } from './event-types.mjs';
import { append, ask, calledTurn, end, heard, joined, key, next, play, sound, spokenTurn, url, weather } from './harness.mjs';

const known = serverEventTypes('openai/resources/beta/realtime/realtime');
const client = new OpenAI({ apiKey: key, baseURL: url });

async function connect(settings) {
  const session = new OpenAIRealtimeWS({ model: 'gpt-4o-realtime-preview' }, client);
  session.on('event', event => heard(event, known.has(event.type)));
  session.on('error', failure => failure.error || end(`the client failed: ${failure.message} ${failure.cause ?? ''}`));
  await next('session.created');
  session.send({ type: 'session.update', session: settings });
  const { session: updated } = await next('session.updated');
  return { session, updated };
}

await play({
  async configures() {
    const settings = {
      modalities: ['text', 'audio'], instructions: 'Be brief.', voice: 'alloy', input_audio_format: 'g711_ulaw', output_audio_format: 'pcm16',
      input_audio_transcription: { model: 'whisper-1' }, turn_detection: null, temperature: 0.7, max_response_output_tokens: 512,
    };
    const { updated } = await connect(settings);
    return { asked: settings, held: Object.fromEntries(Object.keys(settings).map(name => [name, name === 'input_audio_transcription' ? { model: updated[name].model } : updated[name]])) };
  },

  async text() {
    const { session } = await connect({ modalities: ['text'] });
    ask(session, 'What is the capital of France?');
    const { response } = await next('response.done');
    return { status: response.status, part: response.output[0].content[0].type, text: joined('response.text.delta') };
  },

  async speech() {
    const { session } = await connect({ input_audio_transcription: { model: 'whisper-1' } });
    return await spokenTurn(session, 'response.audio_transcript.delta', 'response.audio.delta');
  },

  async call() {
    const { session } = await connect({ modalities: ['text'], tools: weather });
    return await calledTurn(session, 'response.text.delta');
  },

  async bargeIn() {
    const { session } = await connect({});
    ask(session, 'Tell me a long story.');
    const { item_id } = await next('response.audio.delta');
    append(session, sound(500));
    const { response } = await next('response.done');
    session.send({ type: 'conversation.item.truncate', item_id, content_index: 0, audio_end_ms: 150 });
    const truncated = await next('conversation.item.truncated');
    return { status: response.status, sameItem: truncated.item_id === item_id, audioEndMs: truncated.audio_end_ms };
  },

  async outOfBand() {
    const { session } = await connect({ modalities: ['text'] });
    session.send({
      type: 'response.create',
      response: {
        conversation: 'none',
        metadata: { topic: 'classification' },
        modalities: ['text'],
        input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Is this spam?' }] }],
      },
    });
    const { response } = await next('response.done');
    return { metadata: response.metadata, text: joined('response.text.delta') };
  },
});
