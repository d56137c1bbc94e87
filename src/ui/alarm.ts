const BEEP = { hertz: 220, seconds: 0.18, pauseSeconds: 0.08, loud: 0.25, times: 2 } as const;
const BUZZ_MS = [160, 80, 160];

let audio: AudioContext | null = null;

/** Two low tones and a buzz: for somebody who looks at the shelf and not at the screen. Where neither is, nothing. */
export function soundAlarm(): void {
  navigator.vibrate?.(BUZZ_MS);
  try {
    audio ??= new AudioContext();
    void audio.resume();
    for (let turn = 0; turn < BEEP.times; turn += 1)
      beep(audio, audio.currentTime + turn * (BEEP.seconds + BEEP.pauseSeconds));
  } catch {
    // A browser without sound: the text on the screen says the same.
  }
}

function beep(context: AudioContext, at: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.type = "square";
  tone.frequency.value = BEEP.hertz;
  volume.gain.value = BEEP.loud;
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + BEEP.seconds);
}
