// What is more comfortable with scripts; every page does all that it does without.
import { initAll } from 'DESIGN_SYSTEM';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();
