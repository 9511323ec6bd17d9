// The browser's microphone as the agent's channel, over the same audio protocol a telephone system speaks.

const RATE = 16000;
const FRAME = 1600;

export class Microphone {
  #url;
  #call;
  #lang;
  #tell;
  #context = null;
  #media = null;
  #socket = null;
  #sent = 0;
  #unacknowledged = [];
  #stopping = false;

  constructor({ url, call, lang, tell }) {
    this.#url = url;
    this.#call = call;
    this.#lang = lang;
    this.#tell = tell;
  }

  get running() {
    return this.#media !== null;
  }

  // Rejects where the browser or the person refuses the microphone.
  async start() {
    this.#media = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
    });
    this.#context = new AudioContext({ sampleRate: RATE });
    await this.#context.audioWorklet.addModule("/static/microphone-worklet.js");
    const source = this.#context.createMediaStreamSource(this.#media);
    const frames = new AudioWorkletNode(this.#context, "frames", { processorOptions: { frame: FRAME } });
    frames.port.onmessage = (event) => this.#take(event.data);
    source.connect(frames);
    this.#connect();
    this.#tell("on");
  }

  stop() {
    this.#stopping = true;
    this.#media?.getTracks().forEach((track) => track.stop());
    this.#media = null;
    this.#context?.close();
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ type: "stop" }));
    this.#tell("off");
  }

  #take(samples) {
    const message = new DataView(new ArrayBuffer(8 + 2 * samples.length));
    message.setBigUint64(0, BigInt(this.#sent));
    samples.forEach((sample, index) => {
      message.setInt16(8 + 2 * index, Math.round(Math.max(-1, Math.min(1, sample)) * 32767), true);
    });
    this.#unacknowledged.push({ first: this.#sent, end: this.#sent + samples.length, message });
    this.#sent += samples.length;
    if (this.#socket?.readyState === WebSocket.OPEN && this.#socket.ready) this.#socket.send(message);
  }

  #connect() {
    const socket = new WebSocket(this.#url);
    socket.ready = false;
    socket.onopen = () =>
      socket.send(
        JSON.stringify({
          type: "start",
          version: 1,
          call: this.#call,
          lang: this.#lang,
          audio: { encoding: "s16le", rate: RATE, channels: ["agent"], start_s: 0 },
        }),
      );
    socket.onmessage = (event) => this.#hear(socket, JSON.parse(event.data));
    socket.onclose = () => {
      // What was not acknowledged is kept, and sent again when the line is back.
      if (!this.#stopping) setTimeout(() => this.#connect(), 1000);
    };
    this.#socket = socket;
  }

  #hear(socket, message) {
    switch (message.type) {
      case "started":
      case "expect":
        this.#forget(message.next);
        socket.ready = true;
        this.#unacknowledged.forEach(({ message: frame }) => socket.send(frame));
        break;
      case "ack":
        this.#forget(message.next);
        break;
      case "error":
        this.#stopping = ["ended", "unauthorised", "engine", "bad_start", "conflict"].includes(message.code);
        this.#tell("error", message.message);
        break;
    }
  }

  #forget(next) {
    this.#unacknowledged = this.#unacknowledged.filter((frame) => frame.end > next);
  }
}
