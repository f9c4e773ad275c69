/** CustomField: the value of a custom field on a task, project, portfolio or person. */
import { builder } from '../builder.ts';
import { AccessLevel } from './enums.ts';

const KINDS = {
  text: 'A text.',
  enum: 'One of several options.',
  multi_enum: 'Any number of several options.',
  number: 'A number.',
  date: 'A day or a moment.',
  people: 'People.',
  reference: 'Other objects.',
};
const CustomFieldSubtype = builder.asanaEnum(
  'CustomFieldSubtype',
  'What kind of value a custom field holds.',
  KINDS,
);
const CustomFieldRepresentation = builder.asanaEnum(
  'CustomFieldRepresentation',
  'How a custom field presents itself.',
  {
    ...KINDS,
    formula: 'Worked out from other fields.',
    custom_id: 'A number that Asana gives each object, with a prefix.',
  },
);
const CustomFieldFormat = builder.asanaEnum('CustomFieldFormat', 'How a number is shown.', {
  currency: 'As an amount of money, in the currency that `currencyCode` names.',
  identifier: 'As it is, without separators.',
  percentage: 'In percent.',
  custom: 'With a label of its own.',
  duration: 'As a length of time.',
  none: 'As a plain number.',
});
const CustomLabelPosition = builder.asanaEnum('CustomLabelPosition', 'Where a custom label stands.', {
  prefix: 'Before the number.',
  suffix: 'After the number.',
});
const CustomFieldPrivacySetting = builder.asanaEnum(
  'CustomFieldPrivacySetting',
  'Who can see a custom field.',
  {
    public_with_guests: 'Everybody in the organization, its guests included.',
    public: 'Everybody in the organization but guests.',
    private: 'Only its members.',
  },
);

builder.asanaObject('CustomField', {
  description:
    'A custom field with its value on one object. The gid is the field’s, so the same gid carries different values on different objects.',
  is: 'gid-value',
  fields: (t) => ({
    name: t.text('Name of the field.'),
    resourceSubtype: t.oneOf(
      CustomFieldSubtype,
      'What kind of value it holds; says which of the values below is set.',
      { elseKey: 'type' },
    ),
    displayValue: t.text('The value as text, whatever its kind.'),
    textValue: t.text('The value of a text field.'),
    htmlTextValue: t.text('The value of a text field with formatting, as HTML.'),
    numberValue: t.decimal('The value of a number field.'),
    enumValue: t.one('EnumOption', 'The value of a single-choice field.'),
    multiEnumValues: t.many('EnumOption', 'The values of a multiple-choice field.'),
    dateValue: t.one('CustomFieldDate', 'The value of a date field.'),
    peopleValue: t.many('User', 'The value of a people field.'),
    referenceValue: t.many('NamedResource', 'The value of a reference field.'),
    enumOptions: t.many('EnumOption', 'The choices of a choice field.'),
    enabled: t.flag('Whether it applies to this object.'),
    representationType: t.oneOf(CustomFieldRepresentation, 'How it presents itself.'),
    idPrefix: t.text('Prefix of an id field.'),
    inputRestrictions: t.texts('The types of object a reference field takes.'),
    isFormulaField: t.flag('Whether a formula makes its value.'),
    isValueReadOnly: t.flag('Whether its value cannot be set by hand.'),
    description: t.text('What the field is for.'),
    precision: t.integer('Decimal places of a number field.'),
    format: t.oneOf(CustomFieldFormat, 'How a number is shown.'),
    currencyCode: t.text('ISO 4217 code of a currency field.'),
    customLabel: t.text('The unit shown beside a number.'),
    customLabelPosition: t.oneOf(CustomLabelPosition, 'Where the unit stands.'),
    isGlobalToWorkspace: t.flag('Whether the whole workspace can use it.'),
    hasNotificationsEnabled: t.flag('Whether changes notify followers.'),
    asanaCreatedField: t.text('Name of the built-in field it is, if Asana made it.'),
    createdBy: t.one('User', 'Who made the field.'),
    privacySetting: t.oneOf(CustomFieldPrivacySetting, 'Who can see it.'),
    defaultAccessLevel: t.oneOf(AccessLevel, 'What people may do with it.'),
  }),
});

builder.asanaObject('CustomFieldDate', {
  description: 'The value of a date field.',
  is: 'value',
  fields: (t) => ({ date: t.text('The day.'), dateTime: t.text('The moment, if a time of day is set.') }),
});

builder.asanaObject('EnumOption', {
  description: 'One choice of a choice field.',
  is: 'identified',
  fields: (t) => ({
    name: t.text('Name of the choice.'),
    enabled: t.flag('Whether it can be chosen.'),
    color: t.text("Asana's word for its colour."),
  }),
});

builder.asanaObject('NamedResource', {
  description: 'Something a reference field points to.',
  is: 'identified',
  fields: (t) => ({ name: t.text('Its name.') }),
});
