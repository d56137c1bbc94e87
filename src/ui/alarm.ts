type Signal = {
  hertz: number;
  seconds: number;
  pauseSeconds: number;
  loud: number;
  times: number;
  buzzMs: readonly number[];
};
const ALARM: Signal = { hertz: 220, seconds: 0.18, pauseSeconds: 0.08, loud: 0.25, times: 2, buzzMs: [160, 80, 160] };
const READ: Signal = { hertz: 1_760, seconds: 0.07, pauseSeconds: 0, loud: 0.08, times: 1, buzzMs: [40] };

let audio: AudioContext | null = null;

/** Two low tones and a buzz: for somebody who looks at the shelf and not at the screen. Where neither is, nothing. */
export const soundAlarm = (): void => sound(ALARM);

/** What a scanner does by itself when it has read a code; a camera is silent. */
export const soundRead = (): void => sound(READ);

function sound(signal: Signal): void {
  navigator.vibrate?.([...signal.buzzMs]);
  try {
    audio ??= new AudioContext();
    void audio.resume();
    for (let turn = 0; turn < signal.times; turn += 1)
      beep(audio, signal, audio.currentTime + turn * (signal.seconds + signal.pauseSeconds));
  } catch {
    // A browser without sound: the text on the screen says the same.
  }
}

function beep(context: AudioContext, { hertz, seconds, loud }: Signal, at: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.type = "square";
  tone.frequency.value = hertz;
  volume.gain.value = loud;
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + seconds);
}
