// What the scripts share: a record of what the server sent, a deadline, and a verdict as one line of JSON.
const deadlineMs = 60_000;
const received = [];
let passed = 0;
let wanted = 'nothing';
let wake = () => {};

export const url = process.env.PARLEY_URL; // http(s)://host:port/v1
export const key = process.env.PARLEY_KEY;

/** Takes down what the server sent. An event that the client does not know fails the scenario. */
export function heard(event, known) {
  received.push(event);
  if (!known) {
    end(`the client does not know this event: ${JSON.stringify(event).slice(0, 500)}`);
  }
  wake();
}

/** The next event of a type, after those that were waited for before. An error of the server on the way ends the scenario. */
export async function next(type) {
  for (wanted = type; ; await new Promise(resolve => { wake = resolve; })) {
    while (passed < received.length) {
      const event = received[passed++];
      if (event.type === type) {
        return event;
      }
      if (event.type === 'error') {
        throw new Error(`the server refused something: ${JSON.stringify(event.error)}`);
      }
    }
  }
}

/** All events of a type so far. */
export const all = type => received.filter(event => event.type === type);

/** The deltas of a type put together. */
export const joined = type => all(type).map(event => event.delta).join('');

/** How many bytes of sound came in deltas of a type. */
export const soundBytes = type => all(type).reduce((sum, event) => sum + Buffer.from(event.delta, 'base64').length, 0);

/** 24 kHz PCM16 that counts as speech, or silence. */
export function sound(ms, loud = true) {
  const samples = new Int16Array(ms * 24);
  if (loud) {
    samples.forEach((_, i) => { samples[i] = 8000 * Math.sin(2 * Math.PI * 200 * i / 24_000); });
  }
  return Buffer.from(samples.buffer);
}

/** Half a second of speech and the silence after it: a whole turn. */
export const utterance = (silenceMs = 800) => Buffer.concat([sound(500), sound(silenceMs, false)]);

/** Asks something in writing, through a client that sends events as they are. */
export function ask(session, text) {
  session.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content: [{ type: 'input_text', text }] } });
  session.send({ type: 'response.create' });
}

/** Lets a client that sends events as they are hear something. */
export const append = (session, bytes) => session.send({ type: 'input_audio_buffer.append', audio: bytes.toString('base64') });

/** Says something and hears the answer, whose words and sound come in deltas of these types. */
export async function spokenTurn(session, words, sounds) {
  append(session, utterance());
  const { response } = await next('response.done');
  return {
    status: response.status,
    heard: all('conversation.item.input_audio_transcription.completed').map(event => event.transcript),
    said: joined(words),
    soundBytes: soundBytes(sounds),
  };
}

const city = { type: 'object', properties: { city: { type: 'string' } } };

/** What a session is configured with for `calledTurn`. */
export const weather = [{ type: 'function', name: 'get_weather', parameters: city }];

/** Asks for the weather, answers the call, and hears the answer, whose text comes in deltas of this type. */
export async function calledTurn(session, text) {
  ask(session, 'How is the weather in Oslo?');
  const call = await next('response.function_call_arguments.done');
  await next('response.done');
  session.send({ type: 'conversation.item.create', item: { type: 'function_call_output', call_id: call.call_id, output: 'rain' } });
  session.send({ type: 'response.create' });
  await next('response.done');
  return { name: call.name, arguments: call.arguments, text: joined(text) };
}

/** Plays the scenario that the command line names; what it returns is what it found. */
export async function play(scenarios) {
  setTimeout(() => end(`waited in vain for ${wanted}`), deadlineMs);
  process.on('uncaughtException', failure => end(failure.stack));
  try {
    end(undefined, await scenarios[process.argv[2]]());
  } catch (failure) {
    end(failure.stack ?? String(failure));
  }
}

/** Ends the script with its verdict. */
export function end(failure, found) {
  const last = received.at(-1)?.type ?? 'none';
  const verdict = { events: received.map(event => event.type), found, failure: failure && `${failure} (last event: ${last})` };
  process.stdout.write(`${JSON.stringify(verdict)}\n`, () => process.exit(failure ? 1 : 0));
}
