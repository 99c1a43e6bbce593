// npm @openai/agents, unchanged: its WebSocket transport and all that RealtimeSession does by itself.
import { tool } from '@openai/agents';
import { RealtimeAgent, RealtimeSession } from '@openai/agents/realtime';
import OpenAI from 'openai';
import { z } from 'zod';
import { parseRealtimeEvent } from './node_modules/@openai/agents-realtime/dist/openaiRealtimeEvents.mjs';
import { all, end, heard, joined, key, next, play, sound, url, utterance } from './harness.mjs';

const address = `${url.replace(/^http/, 'ws')}/realtime?model=gpt-realtime`;
const happened = []; // what the SDK told its user, in order

const weatherOnce = ready => tool({
  name: 'get_weather',
  description: 'The weather of a city',
  parameters: z.object({ city: z.string() }),
  execute: async ({ city }) => { await ready; return `rain in ${city}`; },
});
const weather = weatherOnce();

async function connect(agent, options = {}, apiKey = key) {
  const session = new RealtimeSession(agent, { transport: 'websocket', ...options });
  // an event that its schemas reject is a generic one to the SDK, and is lost
  session.transport.on('*', event => heard(event, !parseRealtimeEvent({ data: JSON.stringify(event) }).isGeneric));
  session.on('error', failure => end(`the client failed: ${failure.error?.stack ?? JSON.stringify(failure)}`));
  session.on('agent_handoff', (_, from, to) => happened.push(`handoff ${from.name} ${to.name}`));
  session.on('agent_tool_start', (_, agent, { name }, { toolCall }) => happened.push(`start ${name} ${toolCall.arguments}`));
  session.on('agent_tool_end', (_, agent, { name }, result) => happened.push(`end ${name} ${result}`));
  session.on('agent_end', (_, agent, text) => text && happened.push(`said ${agent.name} ${text}`)); // empty after a call
  session.on('audio_interrupted', () => happened.push('interrupted'));
  await session.connect({ apiKey, url: address });
  await next('session.created');
  await next('session.updated');
  await next('session.updated');
  return session;
}

const assistant = (settings = {}) => new RealtimeAgent({ name: 'Assistant', instructions: 'Be brief.', ...settings });
const textOnly = { config: { outputModalities: ['text'] } };

/** What the session holds of the conversation. */
const history = session => session.history
  .filter(item => item.type === 'message')
  .map(item => `${item.role}: ${item.content.map(part => part.text ?? part.transcript).join('')}`);

/** Lets the SDK work off what has come. */
const settled = () => new Promise(resolve => setImmediate(resolve));

await play({
  async configures() {
    await connect(assistant({ tools: [weather] }), { config: { voice: 'marin' } });
    const { session } = all('session.updated').find(({ session }) => session.tools.length > 0);
    return { instructions: session.instructions, voice: session.audio.output.voice, tools: session.tools.map(({ name }) => name), tracing: all('session.updated').at(-1).session.tracing };
  },

  async text() {
    const session = await connect(assistant(), textOnly);
    session.sendMessage('What is the capital of France?');
    await next('response.done');
    await settled();
    return { text: joined('response.output_text.delta'), history: history(session), tokens: session.usage.totalTokens };
  },

  async speech() {
    let bytes = 0;
    const session = await connect(assistant());
    session.on('audio', ({ data }) => { bytes += data.byteLength; });
    session.sendAudio(utterance(10_000)); // its semantic turn detection may wait long for more words
    await next('response.done');
    // the SDK retrieves what was transcribed, to have it in its history
    if (all('conversation.item.retrieved').length === 0) {
      await next('conversation.item.retrieved');
    }
    await settled();
    return { soundBytes: bytes, history: history(session), happened };
  },

  async call() {
    const session = await connect(assistant({ tools: [weather] }), textOnly);
    session.sendMessage('How is the weather in Oslo?');
    await next('response.done');
    await next('response.done');
    return { happened, text: joined('response.output_text.delta') };
  },

  async twoCalls() {
    let release;
    const session = await connect(assistant({ tools: [weatherOnce(new Promise(resolve => { release = resolve; }))] }), textOnly);
    session.sendMessage('How is the weather in Oslo and Rome?');
    await next('response.done');
    release();
    // the SDK asks for a response after each result, and for the second one when the first is done
    await next('response.done');
    await next('response.done');
    return { happened, text: joined('response.output_text.delta') };
  },

  async bargeIn() {
    let bytes = 0;
    const byClient = { config: { audio: { input: { turnDetection: { type: 'server_vad', interruptResponse: false } } } } };
    const session = await connect(assistant(), process.argv[3] === 'by client' ? byClient : {});
    session.on('audio', ({ data }) => { bytes += data.byteLength; });
    session.sendMessage('Tell me a long story.');
    const { item_id } = await next('response.output_audio.delta');
    session.sendAudio(sound(500));
    const { response } = await next('response.done');
    const truncated = await next('conversation.item.truncated');
    const { item } = await next('conversation.item.retrieved');
    return {
      happened,
      status: response.status,
      reason: response.status_details.reason,
      sameItem: [truncated.item_id, item.id].every(id => id === item_id),
      withinSound: truncated.audio_end_ms >= 0 && truncated.audio_end_ms <= bytes / 48,
    };
  },

  async handoff() {
    const billing = new RealtimeAgent({ name: 'Billing', handoffDescription: 'Invoices', instructions: 'You know all invoices.', tools: [weather] });
    const session = await connect(assistant({ handoffs: [billing] }), textOnly);
    session.sendMessage('There is a mistake in my invoice.');
    await next('response.done');
    await next('response.done');
    const { session: settings } = all('session.updated').at(-1);
    return { happened, instructions: settings.instructions, tools: settings.tools.map(({ name }) => name), text: joined('response.output_text.delta') };
  },

  async outOfBand() {
    const session = await connect(assistant());
    session.transport.requestResponse({
      conversation: 'none',
      metadata: { topic: 'classification' },
      output_modalities: ['text'],
      input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Is this spam?' }] }],
    });
    const { response } = await next('response.done');
    return { metadata: response.metadata, text: joined('response.output_text.delta') };
  },

  async ephemeralKey() {
    const secret = await new OpenAI({ apiKey: key, baseURL: url }).realtime.clientSecrets.create({ session: { type: 'realtime', model: 'gpt-realtime' } });
    const session = await connect(assistant(), textOnly, secret.value);
    session.sendMessage('Hello?');
    const { response } = await next('response.done');
    return { prefix: secret.value.slice(0, 3), status: response.status, text: joined('response.output_text.delta') };
  },
});
