<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en_US">
<context>
    <name>Belay::ChainList</name>
    <message numerus="yes">
        <source>%n to mend</source>
        <translation>
            <numerusform>%n to mend</numerusform>
            <numerusform>%n to mend</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notes</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::ChainNotice</name>
    <message numerus="yes">
        <source>(%n more)</source>
        <comment>of such notes</comment>
        <translation>
            <numerusform>(%n more)</numerusform>
            <numerusform>(%n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::ChainWords</name>
    <message numerus="yes">
        <source>race of %n targets</source>
        <translation>
            <numerusform>race of %n target</numerusform>
            <numerusform>race of %n targets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>pool of %n targets</source>
        <translation>
            <numerusform>pool of %n target</numerusform>
            <numerusform>pool of %n targets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” is new, with %n steps.</source>
        <translation>
            <numerusform>“%1” is new, with %n step.</numerusform>
            <numerusform>“%1” is new, with %n steps.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tries up to %n times</source>
        <translation>
            <numerusform>Tries once</numerusform>
            <numerusform>Tries up to %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::ChainsCommand</name>
    <message numerus="yes">
        <source>%n chains</source>
        <translation>
            <numerusform>%n chain</numerusform>
            <numerusform>%n chains</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::ChainsPage</name>
    <message numerus="yes">
        <source>%n changes to your chains are not applied yet.</source>
        <translation>
            <numerusform>%n change to your chains is not applied yet.</numerusform>
            <numerusform>%n changes to your chains are not applied yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::ChangesBar</name>
    <message numerus="yes">
        <source>%n changes are not applied yet</source>
        <translation>
            <numerusform>%n change is not applied yet</numerusform>
            <numerusform>%n changes are not applied yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things have to be mended first</source>
        <translation>
            <numerusform>%n thing has to be mended first</numerusform>
            <numerusform>%n things have to be mended first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::Diagnosis</name>
    <message numerus="yes">
        <source>Of %n requests through the gateway none failed.</source>
        <translation>
            <numerusform>The one request through the gateway did not fail.</numerusform>
            <numerusform>Of %n requests through the gateway none failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n requests through the gateway %1 failed.</source>
        <translation>
            <numerusform>Of %n request through the gateway %1 failed.</numerusform>
            <numerusform>Of %n requests through the gateway %1 failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other models of it fail too.</source>
        <translation>
            <numerusform>Another model of it fails too.</numerusform>
            <numerusform>%n other models of it fail too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other models of it answer.</source>
        <translation>
            <numerusform>Another model of it answers.</numerusform>
            <numerusform>%n other models of it answer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other addresses of the same servers fail too.</source>
        <translation>
            <numerusform>Another address of the same servers fails too.</numerusform>
            <numerusform>%n other addresses of the same servers fail too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other addresses of the same servers answer.</source>
        <translation>
            <numerusform>Another address of the same servers answers.</numerusform>
            <numerusform>%n other addresses of the same servers answer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other providers answer in the same minute.</source>
        <translation>
            <numerusform>Another provider answers in the same minute.</numerusform>
            <numerusform>%n other providers answer in the same minute.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other providers fail in the same minute.</source>
        <translation>
            <numerusform>Another provider fails in the same minute.</numerusform>
            <numerusform>%n other providers fail in the same minute.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other providers are slow in the same minute.</source>
        <translation>
            <numerusform>Another provider is slow in the same minute.</numerusform>
            <numerusform>%n other providers are slow in the same minute.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other keys of it are accepted.</source>
        <translation>
            <numerusform>Another key of it is accepted.</numerusform>
            <numerusform>%n other keys of it are accepted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests moved on to %1.</source>
        <translation>
            <numerusform>One request moved on to %1.</numerusform>
            <numerusform>%n requests moved on to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests found nobody to answer them.</source>
        <translation>
            <numerusform>One request found nobody to answer it.</numerusform>
            <numerusform>%n requests found nobody to answer them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::Explanation</name>
    <message numerus="yes">
        <source>The text holds %n different errors; this is about the most telling one.</source>
        <translation>
            <numerusform>The text holds %n error; this is about it.</numerusform>
            <numerusform>The text holds %n different errors; this is about the most telling one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::FirstRunPage</name>
    <message numerus="yes">
        <source>%1 answers at %2 with %n models</source>
        <translation>
            <numerusform>%1 answers at %2 with %n model</numerusform>
            <numerusform>%1 answers at %2 with %n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::GatewayDesk</name>
    <message numerus="yes">
        <source>%n clients</source>
        <comment>connected to the gateway</comment>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::GatewayPage</name>
    <message numerus="yes">
        <source>%n requests under way</source>
        <translation>
            <numerusform>%n request under way</numerusform>
            <numerusform>%n requests under way</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::Incident</name>
    <message numerus="yes">
        <source>%n targets</source>
        <translation>
            <numerusform>%n target</numerusform>
            <numerusform>%n targets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n began in the last 30 days.</source>
        <translation>
            <numerusform>%n began in the last 30 days.</numerusform>
            <numerusform>%n began in the last 30 days.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::IncidentDetail</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::IncidentsModel</name>
    <message numerus="yes">
        <source>%n incidents</source>
        <translation>
            <numerusform>%n incident</numerusform>
            <numerusform>%n incidents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::NoticeLag</name>
    <message numerus="yes">
        <source>%n incidents were theirs.</source>
        <translation>
            <numerusform>%n incident was theirs.</numerusform>
            <numerusform>%n incidents were theirs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Belay saw them %1 (median of %n).</source>
        <translation>
            <numerusform>Belay saw it %1 (the only one to compare).</numerusform>
            <numerusform>Belay saw them %1 (median of %n).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were never posted, as far as their page was read.</source>
        <translation>
            <numerusform>%n was never posted, as far as their page was read.</numerusform>
            <numerusform>%n were never posted, as far as their page was read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::Notifications</name>
    <message numerus="yes">
        <source>%n targets are touched.</source>
        <translation>
            <numerusform>%n target is touched.</numerusform>
            <numerusform>%n targets are touched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n providers are well again</source>
        <translation>
            <numerusform>%n provider is well again</numerusform>
            <numerusform>%n providers are well again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n providers have trouble</source>
        <translation>
            <numerusform>%n provider has trouble</numerusform>
            <numerusform>%n providers have trouble</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The trouble of %n providers is over, or unseen</source>
        <translation>
            <numerusform>The trouble of %n provider is over, or unseen</numerusform>
            <numerusform>The trouble of %n providers is over, or unseen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::ProviderLag</name>
    <message numerus="yes">
        <source>Last %n days: %1</source>
        <comment>what they come to</comment>
        <translation>
            <numerusform>Last day: %1</numerusform>
            <numerusform>Last %n days: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::ProviderOfficial</name>
    <message numerus="yes">
        <source>last %n days</source>
        <translation>
            <numerusform>last day</numerusform>
            <numerusform>last %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::ProviderText</name>
    <message numerus="yes">
        <source>%1 serves you on %2 of %n targets.</source>
        <translation>
            <numerusform>%1 serves you on %2 of %n target.</numerusform>
            <numerusform>%1 serves you on %2 of %n targets.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::StatusBoard</name>
    <message numerus="yes">
        <source>%1 of %n providers serve you.</source>
        <translation>
            <numerusform>%1 of %n provider serves you.</numerusform>
            <numerusform>%1 of %n providers serve you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of your %n providers serves you.</source>
        <translation>
            <numerusform>Your provider does not serve you.</numerusform>
            <numerusform>None of your %n providers serves you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of your %n providers is known to serve you.</source>
        <translation>
            <numerusform>Your provider is not known to serve you.</numerusform>
            <numerusform>None of your %n providers is known to serve you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more need a look.</source>
        <translation>
            <numerusform>%n more needs a look.</numerusform>
            <numerusform>%n more need a look.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n providers serve you.</source>
        <translation>
            <numerusform>Your provider serves you.</numerusform>
            <numerusform>All %n providers serve you.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::StatusChips</name>
    <message numerus="yes">
        <source>Show all %n targets</source>
        <translation>
            <numerusform>Show the one target</numerusform>
            <numerusform>Show all %n targets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::StatusWords</name>
    <message numerus="yes">
        <source>%n up</source>
        <comment>targets</comment>
        <translation>
            <numerusform>%n up</numerusform>
            <numerusform>%n up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n slow</source>
        <comment>targets</comment>
        <translation>
            <numerusform>%n slow</numerusform>
            <numerusform>%n slow</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n limited</source>
        <comment>targets</comment>
        <translation>
            <numerusform>%n limited</numerusform>
            <numerusform>%n limited</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with key rejected</source>
        <comment>targets</comment>
        <translation>
            <numerusform>%n with key rejected</numerusform>
            <numerusform>%n with key rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n down</source>
        <comment>targets</comment>
        <translation>
            <numerusform>%n down</numerusform>
            <numerusform>%n down</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without data</source>
        <comment>targets</comment>
        <translation>
            <numerusform>%n without data</numerusform>
            <numerusform>%n without data</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paused</source>
        <comment>targets</comment>
        <translation>
            <numerusform>%n paused</numerusform>
            <numerusform>%n paused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n being checked</source>
        <comment>targets</comment>
        <translation>
            <numerusform>%n being checked</numerusform>
            <numerusform>%n being checked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::TargetRangeView</name>
    <message numerus="yes">
        <source>No answers in this range: none of %Ln checks succeeded. The failures are listed below.</source>
        <translation>
            <numerusform>No answer in this range: its one check failed. The failure is listed below.</numerusform>
            <numerusform>No answers in this range: none of %Ln checks succeeded. The failures are listed below.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Belay::TestStep</name>
    <message numerus="yes">
        <source>Watching means %n tiny requests to the model a day, at an unknown price.</source>
        <translation>
            <numerusform>Watching means %n tiny request to the model a day, at an unknown price.</numerusform>
            <numerusform>Watching means %n tiny requests to the model a day, at an unknown price.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Watching means %n tiny requests to the model a day, at most %1 a month.</source>
        <translation>
            <numerusform>Watching means %n tiny request to the model a day, at most %1 a month.</numerusform>
            <numerusform>Watching means %n tiny requests to the model a day, at most %1 a month.</numerusform>
        </translation>
    </message>
</context>
</TS>
