// What is more comfortable with scripts; every page does all that it does without.
import { initAll } from 'DESIGN_SYSTEM';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

// A file may be dropped where one is chosen.
for (const zone of document.querySelectorAll('.ledger-drop')) {
  const input = zone.querySelector('input[type=file]');
  const mark = (isOver) => zone.classList.toggle('ledger-drop--over', isOver);
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    mark(true);
  });
  zone.addEventListener('dragleave', () => mark(false));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    mark(false);
    if (event.dataTransfer.files.length > 0) input.files = event.dataTransfer.files;
  });
}
