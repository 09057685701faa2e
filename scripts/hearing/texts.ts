/**
 * What is said on the telephone, by language and kind. A bar parts sentences: where somebody who reads a greeting draws
 * breath, and where the training set puts its pauses. All of it is our own wording.
 */
export type SaidKind = 'hello' | 'business' | 'greeting' | 'ivr' | 'screening' | 'full'
export type Texts = Readonly<Record<SaidKind, readonly string[]>>

const english: Texts = {
  hello: [
    ...['Hello?', 'Hello.', 'Hi.', 'Yes?', 'Yeah?', 'Hey.', 'Yep.', 'Speaking.', 'Hello, hello?', 'Good morning.'],
    ...[
      'This is Mary.',
      'John here.',
      'Hi, this is Tom.',
      'Hello, who is this?',
      'Yes, who is calling?',
      "Who's there?"
    ],
    ...['Good afternoon, Peter speaking.', 'Anna Smith.', 'Hello, Baker residence.', 'Hey, what do you want?'],
    ...[
      'Hello?|Hello?',
      'Hi.|Who is this?',
      'Yes?|Hello, can you hear me?',
      'Hold on.|Hello?',
      'Hello this is Frank, go ahead.'
    ]
  ],
  business: [
    'Acme Supply, good morning, how can I help you?',
    'Thanks for calling Riverside Dental, this is Jenny.',
    'Good afternoon, Miller and Sons, how may I direct your call?',
    'Harbor Insurance, this is Paul speaking.',
    'Front desk, Susan speaking, how can I help?',
    'Thank you for calling Lakeside Motors, my name is Rob, how can I help you today?',
    'Sales department, good morning.',
    'County records office, please hold one second.|Okay, how can I help you?',
    'City Print, Laura here.|How can I help?',
    "It's a great day at Oakwood Apartments, this is Dana, what can I do for you?"
  ],
  greeting: [
    "Hi, you've reached Sarah Johnson.|I'm not able to take your call right now.|Please leave a message and I'll get back to you.",
    'Hey, this is Chris.|Leave a message.',
    'You have reached the voice mailbox of extension two one four.|Please leave your message after the tone.',
    'Hello, this is Martin Weber with Summit Roofing.|I am either on the other line or out on a job.|Please leave your name, your number and a brief message, and I will call you back as soon as I can.|Thank you.',
    'The person at this number is not available.|At the tone, please record your message.',
    'Please leave a message after the beep.',
    "Hi, it's Kelly.|Can't talk now.|You know the drill.",
    'Thank you for calling Green Valley Heating.|We are closed for the day.|Leave a message and we will call you back tomorrow morning.',
    'Your call has been forwarded to an automated voice messaging system.|The mailbox owner is not available.|At the tone, please record your message.',
    "Hello?|Hello?|Ha, got you.|I'm not here, leave a message.",
    "Sorry I missed your call.|If you leave your name and number, I'll call back when I can.",
    "We can't come to the phone right now.|Leave a message.",
    "You've reached the office of Doctor Patel.|If this is an emergency, hang up and dial nine one one.|Otherwise leave a message after the tone.",
    "This is Joe's phone.|Do your thing.",
    'Good day, you have reached the desk of Linda Park in accounting.|I will be out of the office until Monday the twelfth.|If you need help before then, call the main line.|Otherwise leave a message and I will return your call.',
    "Hey there, I can't answer right now because I'm probably driving.|Send me a text or leave a message, thanks.",
    'Mike Evans.|Please leave a message.',
    'The customer you are trying to reach is unavailable.|Please leave a message after the tone, or hang up now.'
  ],
  ivr: [
    'Thank you for calling Northern Bank.|For checking and savings, press one.|For credit cards, press two.|To speak with somebody, press zero.',
    'Welcome to Atlas Freight.|If you know the extension of the person you want, dial it now.|For dispatch, press one.|For billing, press two.',
    'Please listen carefully, as our menu has changed.|For appointments, press one.|For the pharmacy, press two.|To hear this again, press nine.',
    'Your call may be recorded.|For English, press one.|For Spanish, press two.',
    'All of our agents are busy.|Please stay on the line and your call will be answered in the order it was received.'
  ],
  screening: [
    'Hi, if you record your name and reason for calling, I will see if this person is available.',
    'Hello, the person you are calling has a screening service on this line.|Please say your name and why you are calling.',
    'Before I put you through, please tell me who you are and what the call is about.',
    'The person you are trying to call wants to know who is calling.|Please say your name after the tone.'
  ],
  full: [
    'The mailbox is full and cannot accept any messages at this time.|Goodbye.',
    "You've reached Daniel.|The mailbox belonging to this number is full.|Please try again later.",
    'Sorry, this voicemail box has not been set up yet.|Goodbye.'
  ]
}

const short = (
  hello: readonly string[],
  business: readonly string[],
  greeting: readonly string[],
  ivr: readonly string[],
  screening: readonly string[],
  full: readonly string[]
): Texts => ({ hello, business, greeting, ivr, screening, full })

export const texts: Readonly<Record<string, Texts>> = {
  en: english,
  it: short(
    ['Pronto?', 'Pronto, chi parla?', 'Sì?', 'Sono Marco.', 'Buongiorno.', 'Pronto, casa Rossi.', 'Pronto?|Pronto?'],
    [
      'Studio Bianchi, buongiorno, come posso aiutarla?',
      'Officina Verdi, sono Paolo, mi dica.',
      'Buonasera, albergo Centrale, sono Lucia.'
    ],
    [
      'Ciao, sono Giulia.|In questo momento non posso rispondere.|Lascia un messaggio dopo il segnale.',
      'Risponde la segreteria telefonica dello studio Ferri.|Lasciate un messaggio, vi richiameremo al più presto.|Grazie.',
      'Il cliente da lei chiamato non è al momento raggiungibile.|Lasci un messaggio dopo il segnale acustico.',
      'Lasciate un messaggio.'
    ],
    [
      'Benvenuto nel servizio clienti.|Per le vendite, prema uno.|Per assistenza, prema due.|Per parlare con un operatore, prema tre.'
    ],
    ['Dica il suo nome e il motivo della chiamata, e vedrò se questa persona è disponibile.'],
    ['La casella vocale è piena.|Riprovi più tardi.']
  ),
  pl: short(
    ['Halo?', 'Słucham?', 'Tak, słucham.', 'Kowalski, słucham.', 'Dzień dobry.', 'Halo?|Halo, kto mówi?'],
    ['Firma Nowak, dzień dobry, w czym mogę pomóc?', 'Recepcja, Anna Wiśniewska, słucham.'],
    [
      'Dzień dobry, tu Piotr.|Nie mogę teraz odebrać.|Proszę zostawić wiadomość po sygnale.',
      'Abonent jest czasowo niedostępny.|Proszę zostawić wiadomość po usłyszeniu sygnału.',
      'Zostaw wiadomość.'
    ],
    ['Witamy.|Aby połączyć się ze sprzedażą, naciśnij jeden.|Aby połączyć się z serwisem, naciśnij dwa.'],
    ['Proszę podać imię i powód rozmowy, a sprawdzę, czy ta osoba może odebrać.'],
    ['Skrzynka jest pełna.|Proszę zadzwonić później.']
  ),
  cs: short(
    ['Haló?', 'Prosím?', 'Novák.', 'Ano, prosím.', 'Dobrý den.', 'Haló?|Kdo volá?'],
    ['Dobrý den, firma Dvořák, jak vám mohu pomoci?', 'Recepce, Horáková, dobrý den.'],
    [
      'Dobrý den, dovolali jste se Petrovi.|Teď nemohu mluvit.|Nechte mi prosím vzkaz po zaznění tónu.',
      'Volaný účastník není dostupný.|Zanechte prosím vzkaz po zaznění signálu.',
      'Nechte vzkaz.'
    ],
    ['Vítejte.|Pro prodej stiskněte jedna.|Pro servis stiskněte dva.|Pro spojení s operátorem stiskněte nula.'],
    ['Řekněte prosím své jméno a důvod hovoru, a já zjistím, zda je tato osoba k dispozici.'],
    ['Schránka je plná.|Zavolejte prosím později.']
  ),
  fi: short(
    ['Haloo?', 'Virtanen.', 'Niin?', 'Matti puhelimessa.', 'Päivää.', 'Haloo?|Kuka siellä?'],
    ['Korhosen autokorjaamo, hyvää päivää, kuinka voin auttaa?', 'Vastaanotto, Liisa puhelimessa.'],
    [
      'Hei, täällä Anna.|En pääse juuri nyt puhelimeen.|Jätä viesti äänimerkin jälkeen.',
      'Tavoittelemanne henkilö ei ole tavattavissa.|Jättäkää viesti äänimerkin jälkeen.',
      'Jätä viesti.'
    ],
    ['Tervetuloa.|Myyntiin, paina yksi.|Huoltoon, paina kaksi.|Vaihteeseen, paina nolla.'],
    ['Kerro nimesi ja asiasi, niin katson, onko tämä henkilö tavoitettavissa.'],
    ['Vastaaja on täynnä.|Yritä myöhemmin uudelleen.']
  ),
  ru: short(
    ['Алло?', 'Да?', 'Слушаю.', 'Алло, кто это?', 'Иванов слушает.', 'Алло?|Алло, говорите.'],
    ['Компания Восток, добрый день, чем могу помочь?', 'Приёмная, Анна, слушаю вас.'],
    [
      'Здравствуйте, это Сергей.|Я сейчас не могу ответить.|Оставьте сообщение после сигнала.',
      'Абонент временно недоступен.|Пожалуйста, оставьте сообщение после сигнала.',
      'Оставьте сообщение.'
    ],
    ['Добро пожаловать.|Для связи с отделом продаж нажмите один.|Для сервиса нажмите два.'],
    ['Назовите своё имя и причину звонка, и я узнаю, может ли этот человек ответить.'],
    ['Почтовый ящик переполнен.|Позвоните позже.']
  ),
  ca: short(
    ['Digui?', 'Sí?', 'Bon dia.', 'Sóc en Jordi.', 'Digui?|Qui és?'],
    ['Taller Puig, bon dia, en què el puc ajudar?', 'Recepció, sóc la Marta.'],
    [
      'Hola, sóc la Laura.|Ara mateix no puc agafar el telèfon.|Deixa un missatge després del senyal.',
      'El telèfon al qual truca no està disponible.|Deixi un missatge després del senyal.',
      'Deixa un missatge.'
    ],
    ['Benvingut.|Per a vendes, premi u.|Per a suport, premi dos.'],
    ['Digui el seu nom i el motiu de la trucada, i miraré si aquesta persona està disponible.'],
    ['La bústia és plena.|Truqui més tard.']
  ),
  sv: short(
    ['Hallå?', 'Ja, hallå?', 'Andersson.', 'Hej, det är Karin.', 'God dag.', 'Hallå?|Vem är det?'],
    ['Lindbergs bygg, god morgon, hur kan jag hjälpa dig?', 'Receptionen, Eva.'],
    [
      'Hej, du har kommit till Erik.|Jag kan inte svara just nu.|Lämna ett meddelande efter tonen.',
      'Personen du söker är inte anträffbar.|Lämna ett meddelande efter signalen.',
      'Lämna ett meddelande.'
    ],
    ['Välkommen.|För försäljning, tryck ett.|För service, tryck två.|För växeln, tryck noll.'],
    ['Säg ditt namn och vad det gäller, så ser jag om personen kan svara.'],
    ['Röstbrevlådan är full.|Försök igen senare.']
  ),
  de: short(
    ['Hallo?', 'Ja, bitte?', 'Schmidt.', 'Hallo, Becker hier.', 'Guten Tag.', 'Hallo?|Wer ist da?'],
    ['Autohaus Wagner, guten Tag, was kann ich für Sie tun?', 'Praxis Doktor Lang, Sie sprechen mit Frau Roth.'],
    [
      'Hallo, hier ist der Anschluss von Peter Hoffmann.|Ich kann gerade nicht ans Telefon gehen.|Bitte hinterlassen Sie eine Nachricht nach dem Ton.',
      'Der Teilnehmer ist vorübergehend nicht erreichbar.|Bitte sprechen Sie nach dem Signal.',
      'Bitte eine Nachricht hinterlassen.'
    ],
    ['Willkommen bei der Stadtbank.|Für Fragen zum Konto drücken Sie die Eins.|Für alles andere drücken Sie die Zwei.'],
    ['Bitte nennen Sie Ihren Namen und den Grund Ihres Anrufs, dann frage ich, ob die Person erreichbar ist.'],
    ['Die Mailbox ist voll.|Bitte versuchen Sie es später noch einmal.']
  ),
  fr: short(
    ['Allô?', 'Oui, allô?', 'Bonjour.', 'Oui?', "Allô, c'est Marie.", 'Allô?|Qui est à l’appareil?'],
    ['Garage Dubois, bonjour, que puis-je faire pour vous?', 'Cabinet Laurent, Sophie à votre écoute.'],
    [
      'Bonjour, vous êtes bien chez Paul.|Je ne peux pas vous répondre pour le moment.|Laissez un message après le bip.',
      'La personne que vous appelez est indisponible.|Veuillez laisser un message après le signal sonore.',
      'Laissez un message.'
    ],
    ['Bienvenue.|Pour le service commercial, tapez un.|Pour le service technique, tapez deux.'],
    ['Dites votre nom et la raison de votre appel, je vais voir si cette personne peut répondre.'],
    ['La boîte vocale est pleine.|Veuillez rappeler plus tard.']
  ),
  es: short(
    ['¿Diga?', '¿Sí, dígame?', 'Hola.', 'Soy Carmen.', 'Buenos días.', '¿Diga?|¿Quién es?'],
    ['Talleres Gómez, buenos días, ¿en qué le puedo ayudar?', 'Recepción, le atiende Laura.'],
    [
      'Hola, soy Pablo.|Ahora mismo no puedo contestar.|Deja un mensaje después de la señal.',
      'El número marcado no está disponible en este momento.|Deje su mensaje después del tono.',
      'Deje un mensaje.'
    ],
    ['Bienvenido.|Para ventas, marque uno.|Para atención al cliente, marque dos.'],
    ['Diga su nombre y el motivo de su llamada, y veré si esta persona está disponible.'],
    ['El buzón está lleno.|Inténtelo más tarde.']
  ),
  tr: short(
    ['Alo?', 'Efendim?', 'Buyurun.', 'Merhaba.', 'Alo?|Kim o?'],
    ['Yılmaz Otomotiv, iyi günler, nasıl yardımcı olabilirim?', 'Danışma, ben Ayşe.'],
    [
      'Merhaba, ben Mehmet.|Şu anda telefona cevap veremiyorum.|Lütfen sinyal sesinden sonra mesaj bırakın.',
      'Aradığınız kişiye şu anda ulaşılamıyor.|Sinyal sesinden sonra mesajınızı bırakın.',
      'Mesaj bırakın.'
    ],
    ['Hoş geldiniz.|Satış için biri tuşlayın.|Servis için ikiyi tuşlayın.'],
    ['Adınızı ve arama nedeninizi söyleyin, bu kişinin uygun olup olmadığına bakayım.'],
    ['Posta kutusu dolu.|Lütfen daha sonra arayın.']
  ),
  da: short(
    ['Hallo?', 'Ja?', 'Det er Jens.', 'Goddag.', 'Hallo?|Hvem er det?'],
    ['Hansens tømrerfirma, goddag, hvad kan jeg hjælpe med?', 'Receptionen, det er Mette.'],
    [
      'Hej, du har ringet til Lars.|Jeg kan ikke tage telefonen lige nu.|Læg en besked efter tonen.',
      'Den person du ringer til kan ikke træffes.|Læg en besked efter signalet.',
      'Læg en besked.'
    ],
    ['Velkommen.|For salg, tast et.|For service, tast to.'],
    ['Sig dit navn og hvorfor du ringer, så ser jeg, om personen kan svare.'],
    ['Telefonsvareren er fuld.|Prøv igen senere.']
  )
}
