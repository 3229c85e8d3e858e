/** Whether the viewer wants single-key shortcuts: tools that type by themselves would press them. */
import { recall, remember } from './preferences';

/** Whether the viewer wants them; `?` always works. */
export function areShortcutsOn(): boolean {
  return recall('shortcuts') !== 'off';
}

/** Switches them on or off, in this browser. */
export function switchShortcuts(isOn: boolean): void {
  remember('shortcuts', isOn ? 'on' : 'off');
}
