/** CustomField: the value of a custom field on a task, project, portfolio or person. */
import {
  decimal,
  defineEnum,
  defineObject,
  flag,
  integer,
  many,
  one,
  oneOf,
  text,
  texts,
} from '../asana-plugin/define.ts';

const KINDS = {
  text: 'A text.',
  enum: 'One of several options.',
  multi_enum: 'Any number of several options.',
  number: 'A number.',
  date: 'A day or a moment.',
  people: 'People.',
  reference: 'Other objects.',
};
defineEnum('CustomFieldSubtype', 'What kind of value a custom field holds.', KINDS);
defineEnum('CustomFieldRepresentation', 'How a custom field presents itself.', {
  ...KINDS,
  formula: 'Worked out from other fields.',
  custom_id: 'A number that Asana gives each object, with a prefix.',
});
defineEnum('CustomFieldFormat', 'How a number is shown.', {
  currency: 'As an amount of money, in the currency that `currencyCode` names.',
  identifier: 'As it is, without separators.',
  percentage: 'In percent.',
  custom: 'With a label of its own.',
  duration: 'As a length of time.',
  none: 'As a plain number.',
});
defineEnum('CustomLabelPosition', 'Where a custom label stands.', {
  prefix: 'Before the number.',
  suffix: 'After the number.',
});
defineEnum('CustomFieldPrivacySetting', 'Who can see a custom field.', {
  public_with_guests: 'Everybody in the organization, its guests included.',
  public: 'Everybody in the organization but guests.',
  private: 'Only its members.',
});

defineObject('CustomField', {
  description:
    'A custom field with its value on one object. The gid is the field’s, so the same gid carries different values on different objects.',
  is: 'gid-value',
  fields: {
    name: text('Name of the field.'),
    resourceSubtype: oneOf(
      'CustomFieldSubtype',
      'What kind of value it holds; says which of the values below is set.',
      { elseKey: 'type' },
    ),
    displayValue: text('The value as text, whatever its kind.'),
    textValue: text('The value of a text field.'),
    htmlTextValue: text('The value of a text field with formatting, as HTML.'),
    numberValue: decimal('The value of a number field.'),
    enumValue: one('EnumOption', 'The value of a single-choice field.'),
    multiEnumValues: many('EnumOption', 'The values of a multiple-choice field.'),
    dateValue: one('CustomFieldDate', 'The value of a date field.', { identified: false }),
    peopleValue: many('User', 'The value of a people field.'),
    referenceValue: many('NamedResource', 'The value of a reference field.'),
    enumOptions: many('EnumOption', 'The choices of a choice field.'),
    enabled: flag('Whether it applies to this object.'),
    representationType: oneOf('CustomFieldRepresentation', 'How it presents itself.'),
    idPrefix: text('Prefix of an id field.'),
    inputRestrictions: texts('The types of object a reference field takes.'),
    isFormulaField: flag('Whether a formula makes its value.'),
    isValueReadOnly: flag('Whether its value cannot be set by hand.'),
    description: text('What the field is for.'),
    precision: integer('Decimal places of a number field.'),
    format: oneOf('CustomFieldFormat', 'How a number is shown.'),
    currencyCode: text('ISO 4217 code of a currency field.'),
    customLabel: text('The unit shown beside a number.'),
    customLabelPosition: oneOf('CustomLabelPosition', 'Where the unit stands.'),
    isGlobalToWorkspace: flag('Whether the whole workspace can use it.'),
    hasNotificationsEnabled: flag('Whether changes notify followers.'),
    asanaCreatedField: text('Name of the built-in field it is, if Asana made it.'),
    createdBy: one('User', 'Who made the field.'),
    privacySetting: oneOf('CustomFieldPrivacySetting', 'Who can see it.'),
    defaultAccessLevel: oneOf('AccessLevel', 'What people may do with it.'),
  },
});

defineObject('CustomFieldDate', {
  description: 'The value of a date field.',
  is: 'value',
  fields: { date: text('The day.'), dateTime: text('The moment, if a time of day is set.') },
});

defineObject('EnumOption', {
  description: 'One choice of a choice field.',
  is: 'identified',
  fields: {
    name: text('Name of the choice.'),
    enabled: flag('Whether it can be chosen.'),
    color: text("Asana's word for its colour."),
  },
});

defineObject('NamedResource', {
  description: 'Something a reference field points to.',
  is: 'identified',
  fields: { name: text('Its name.') },
});
