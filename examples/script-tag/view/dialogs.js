/*
 * Dialogs with a form. One stays open until the server did what was asked, says in itself what went wrong, and keeps
 * what was typed: also when it is closed and opened again, until it has succeeded.
 */
import { isOnline } from '../state/session.js';
import { explain, t } from '../text/i18n.js';
import { byId, make, write } from './dom.js';

/** Gives the dialog its deed: `act(fields)` may return a promise. Returns what opens it. */
export function form(id, act) {
  const dialog = byId(id);
  const form = dialog.querySelector('form');
  const submit = form.querySelector('.primary');
  const trouble = make('p', { className: 'trouble', role: 'alert' });
  form.querySelector('.buttons').before(trouble);
  let about = null;
  let typed = false; // something about it, that was not sent yet

  form.addEventListener('input', () => (typed = true));

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    write(trouble, isOnline() ? '' : t('error.offline'));
    if (!isOnline()) return;
    submit.disabled = true;
    try {
      await act(new FormData(form), about);
      form.reset();
      typed = false;
      dialog.close();
    } catch (error) {
      write(trouble, explain(error));
    }
    submit.disabled = false;
  });
  closes(dialog);

  /** `thing`: what the dialog is about. `values`: what its fields have, if nothing was typed about it before. */
  return (thing = null, values = {}) => {
    if (thing !== about || !typed) {
      form.reset();
      for (const [name, value] of Object.entries(values)) form.elements[name].value = value ?? '';
    }
    [about, typed] = [thing, typed && thing === about];
    write(trouble, '');
    dialog.showModal();
  };
}

/** The cancel button closes, and so does a click beside the dialog. */
export function closes(dialog) {
  for (const button of dialog.querySelectorAll('.cancel')) button.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', ({ target, clientX: x, clientY: y }) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    if (target === dialog && (x < left || x > right || y < top || y > bottom)) dialog.close();
  });
}

const sure = byId('sure');
closes(sure);

/** Asks before what can't be undone. */
export function ask(sentence, label, act) {
  write(byId('sure-what'), sentence);
  const yes = byId('sure-yes');
  write(yes, label);
  yes.onclick = () => {
    sure.close();
    act();
  };
  sure.showModal();
}
